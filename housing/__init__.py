"""Homes and who they are for: landlords, dwellings, listings, needs, offers, leases."""
