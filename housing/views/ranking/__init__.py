"""Pages about how well flats and households fit."""
