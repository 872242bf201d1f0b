"""The verbs of those who let."""
