"""The registers of quality talent; every module of this folder is loaded."""
