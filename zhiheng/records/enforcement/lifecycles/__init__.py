"""The procedures of enforcement; every module of this folder is loaded."""
