"""The registers of the quality statistics; every module of this folder is loaded."""
