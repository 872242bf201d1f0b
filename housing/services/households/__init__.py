"""The verbs of what a household needs and is shown."""
