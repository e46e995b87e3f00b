"""The registers of quality credit; every module of this folder is loaded."""
