"""Pages about adverts."""
