"""The registers of publicity; every module of this folder is loaded."""
