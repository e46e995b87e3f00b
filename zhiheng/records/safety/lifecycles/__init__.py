"""The procedures of product safety; every module of this folder is loaded."""
