"""Pages about those who let."""

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
