"""What people complain of and report; every module of this folder is loaded."""
