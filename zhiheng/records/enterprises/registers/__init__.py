"""The registers of enterprises: the list itself, what they keep of their own, what they undertake; every module of this folder is loaded."""
