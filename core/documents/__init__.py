"""Documents: files that people bring or that we make, kept sealed, each belonging to a row."""
