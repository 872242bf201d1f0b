"""Pages about what a household needs and is shown."""
