"""The verbs of viewings."""
