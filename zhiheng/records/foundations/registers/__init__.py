"""The registers of standards and metrology; every module of this folder is loaded."""
