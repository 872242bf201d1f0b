"""Pages about adverts."""

from housing.views.listings import bulk_steps, listing_life, listings, new_listing, photos, same_flats, sheet  # noqa: F401
