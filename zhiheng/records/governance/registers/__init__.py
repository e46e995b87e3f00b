"""The registers of quality governance; every module of this folder is loaded."""
