"""The verbs of files that people send."""
