"""The registers of brands, awards and demonstration units; every module of this folder is loaded."""
