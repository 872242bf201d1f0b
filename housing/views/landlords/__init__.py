"""Pages about those who let."""
