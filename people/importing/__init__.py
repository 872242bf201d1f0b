"""What files say of households and those in them: their columns, and what becomes of each cell. Pure."""
