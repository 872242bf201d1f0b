"""Pages about the homes that adverts and leases are about."""
