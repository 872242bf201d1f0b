"""The verbs of searching the listings."""
