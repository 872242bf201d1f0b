<<<<<<< HEAD
"""Flats: landlords, dwellings, listings, needs, offers and leases."""
=======
"""Homes and who they are for: landlords, dwellings, listings, needs, offers, leases."""
>>>>>>> b7f1d24 (States of listings, offers and leases, with a sentence for every step that is not allowed)
