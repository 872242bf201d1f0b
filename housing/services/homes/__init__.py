"""The verbs of the homes that adverts and leases are about."""
