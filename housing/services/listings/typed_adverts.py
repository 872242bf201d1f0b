"""Adverts that somebody types: what their addresses say of where they stand is taken at once, as far as it is sure.

Only the bundled places answer here, since the request that writes must wait for nobody; who else may know is asked by a
worker. A point that the person gave is not touched.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.structure import Centre
from housing.advert import Advert
from housing.models import Landlord, Listing
from housing.services.homes import homes
from housing.services.listings import listings
from housing.services.listings.addresses import address_of
from housing.services.mapping.named_places import put_where_named, surely_named
from housing.services.mapping.place_search import ask_to_find_place
from maps.addresses import read_address
from maps.located import PIN


def add_typed(
    session: Session,
    advert: Advert,
    *,
    centres: Sequence[Centre],
    actor: User,
    at: datetime,
    precision: str = PIN,
    of: Landlord | None = None,
) -> Listing:
    """A new candidate, `of` a landlord that is known; without a point its address chooses the centre too."""
    if advert.point is None:
        found = surely_named(session, _written(advert)) or surely_named(session, advert.city or "")
        if found is not None:
            advert = replace(advert, latitude=found.point.latitude, longitude=found.point.longitude)
            precision = found.precision
    listing = listings.add_listing(session, advert, centres=centres, actor=actor, at=at, precision=precision, of=of)
    session.flush()
    _take_address(session, listing, actor=actor, at=at)
    return listing


def change_typed(session: Session, listing: Listing, advert: Advert, *, actor: User, at: datetime) -> None:
    """Write what the advert says now, and look for the place of another address."""
    before = address_of(listing.dwelling)
    listings.change_listing(session, listing, advert, actor=actor, at=at)
    if address_of(listing.dwelling) != before:
        _take_address(session, listing, actor=actor, at=at)


def advertise_typed_again(
    session: Session, latest: Listing, advert: Advert, *, actor: User, on: date, at: datetime
) -> Listing:
    """The same of a new advert of a home."""
    before = address_of(latest.dwelling)
    listing = homes.advertise_again(session, latest, advert, actor=actor, on=on, at=at)
    if address_of(listing.dwelling) != before:
        _take_address(session, listing, actor=actor, at=at)
    return listing


def _take_address(session: Session, listing: Listing, *, actor: User, at: datetime) -> None:
    """Put the flat into the middle of the place that its address names, for want of it into that of its town, and keep
    what is to be asked; the rest is a worker's.
    """
    home = listing.dwelling
    address = address_of(home)
    if not home.wants_place_now:
        return
    sure = put_where_named(session, home)
    if session.is_modified(home):
        record(session, "find-place", listing, actor=actor)
    if address and (sure is None or read_address(address).street):
        ask_to_find_place(session, listing, actor=actor, at=at)


def _written(advert: Advert) -> str:
    """As `address_of` writes that of a home."""
    return ", ".join(filter(None, (advert.address, advert.area, advert.postal_code, advert.city)))
