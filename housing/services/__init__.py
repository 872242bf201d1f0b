"""The verbs of housing: one function, one deed."""
