"""Pages about the figures of a period."""
