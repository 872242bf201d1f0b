"""Flats: landlords, dwellings, listings, needs, offers and leases."""
