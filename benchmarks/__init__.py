"""What things cost, measured beside what they cost without: `make bench` runs them all and keeps their ratios."""
