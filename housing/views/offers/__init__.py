"""Pages about offers, and the lines behind flats."""
