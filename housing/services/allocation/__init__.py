"""The verbs of the best set of offers."""
