"""Pages about viewings."""
