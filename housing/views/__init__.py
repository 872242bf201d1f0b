"""The pages of housing: each module registers its own with the blueprint."""

from housing.views import (  # noqa: F401
    allocation,
    dealings,
    figures,
    homes,
    households,
    importing,
    landlords,
    leases,
    listings,
    mapping,
    offers,
    ranking,
    search,
    viewings,
)
from housing.views.blueprint import bp

__all__ = ["bp"]
