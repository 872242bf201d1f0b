"""What files say of awards that run already: their columns and months, and what becomes of each cell. Pure."""
