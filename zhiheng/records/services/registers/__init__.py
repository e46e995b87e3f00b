"""The registers of services; every module of this folder is loaded."""
