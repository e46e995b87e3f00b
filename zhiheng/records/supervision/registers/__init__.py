"""The registers of product supervision and market access; every module of this folder is loaded."""
