"""The procedures of publicity; every module of this folder is loaded."""
