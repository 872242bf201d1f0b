"""The verbs of adverts."""
