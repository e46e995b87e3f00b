"""The procedures of the quality statistics; every module of this folder is loaded."""
