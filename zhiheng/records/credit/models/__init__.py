"""What is known of the quality credit of firms; every module of this folder is loaded."""
