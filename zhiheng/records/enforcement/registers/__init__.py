"""The registers of enforcement; every module of this folder is loaded."""
