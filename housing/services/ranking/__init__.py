"""The verbs of how well flats and households fit."""
