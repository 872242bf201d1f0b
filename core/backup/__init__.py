"""A consistent copy of everything in one file, made while the service runs, and the way back; see decision 0018."""
