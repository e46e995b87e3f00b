"""What enforcement keeps; every module of this folder is loaded."""
