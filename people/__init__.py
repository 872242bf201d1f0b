"""The people the programme serves: households and their members."""
