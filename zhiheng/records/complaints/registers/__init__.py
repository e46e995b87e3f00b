"""The registers of complaints and reports; every module of this folder is loaded."""
