"""The pages of housing."""

from housing.views.blueprint import bp

from housing.views import (  # noqa: F401  (the views register themselves)  # isort: skip
    agents,
    around,
    bulk_steps,
    centre_map,
    choosing,
    complaints,
    discrimination,
    documents,
    exports,
    import_steps,
    homes,
    imports,
    landlord_letters,
    landlord_map,
    landlords,
    leases,
    let_homes,
    letters,
    listing_life,
    listings,
    listings_map,
    listings_points,
    nearby,
    needs,
    new_listing,
    offers,
    owners,
    photos,
    places,
    same_flats,
    same_landlords,
    sheet,
    stances,
    stills,
    talks,
    voids,
)

__all__ = ["bp"]
