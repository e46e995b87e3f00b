"""The registers of works; every module of this folder is loaded."""
