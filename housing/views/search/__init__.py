"""Pages about searching the listings."""
