"""The pages of housing."""

# Each module registers its pages with the blueprint.
from housing.views.allocation import allocation, pair_rulings, planned_offers  # noqa: F401
from housing.views.blueprint import bp
from housing.views.dealings import dealings, flat_holds, promises, proposals  # noqa: F401
from housing.views.figures import figures  # noqa: F401
from housing.views.homes import homes, let_homes, voids  # noqa: F401
from housing.views.households import gates, needs, needs_areas, opinions, shortlist_compare, shortlist_steps, shortlists  # noqa: F401
from housing.views.importing import import_steps, imports  # noqa: F401
from housing.views.landlords import (  # noqa: F401
    agents,
    complaints,
    discrimination,
    documents,
    landlord_letters,
    landlords,
    ombudsman,
    owners,
    same_landlords,
    stances,
    talks,
)
from housing.views.leases import lease_ends, leases, letters  # noqa: F401
from housing.views.listings import bulk_steps, listing_life, listings, new_listing, photos, same_flats, sheet  # noqa: F401
from housing.views.mapping import centre_map, landlord_map, listings_map, listings_points, nearby, places, stills  # noqa: F401
from housing.views.offers import lines, offers  # noqa: F401
from housing.views.ranking import fit, weights  # noqa: F401
from housing.views.search import around, choosing, exports, saved_searches  # noqa: F401
from housing.views.viewings import viewing_days, viewing_hand_overs, viewing_steps, viewings  # noqa: F401

__all__ = ["bp"]
