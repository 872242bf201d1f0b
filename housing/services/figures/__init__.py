"""The verbs of the figures of a period."""
