"""What files say of places of interest. Pure."""
