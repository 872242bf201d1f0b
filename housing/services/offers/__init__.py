"""The verbs of offers, and the lines behind flats."""
