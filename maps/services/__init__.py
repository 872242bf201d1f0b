"""What is done with places of interest."""
