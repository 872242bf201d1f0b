"""Why something came to nothing: few codes for each, so that a centre learns what stands in its way. Pure."""
