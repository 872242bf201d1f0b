"""What files say of adverts, landlords and leases: their columns, and what becomes of each cell. Pure."""
