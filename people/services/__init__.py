"""What is done with households and their members."""
