"""The registers of certification and testing; every module of this folder is loaded."""
