"""The registers of the environment; every module of this folder is loaded."""
