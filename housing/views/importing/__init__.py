"""Pages about files that people send."""
