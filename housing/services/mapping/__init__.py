"""The verbs of where flats stand."""
