"""Pages about where flats stand."""
