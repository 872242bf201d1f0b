"""A file of adverts becomes listings: new ones are added, known ones brought up to date; twice changes nothing."""

from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from housing.advert import Advert
from housing.importing.advert import AdvertRow, identity
from housing.models import Listing
from housing.services import listings


@dataclass(frozen=True, slots=True)
class Stored:
    """How many listings an import added, changed and found as they were."""

    created: int
    updated: int
    unchanged: int


def import_adverts(session: Session, adverts: Iterable[AdvertRow], *, source: str, actor: User, at: datetime) -> Stored:
    """Store the adverts. What an advert does not say stays as it is; a place that is known is not moved."""
    known = _known(session, source, actor)
    created = updated = unchanged = 0
    for row in adverts:
        advert = _plain(row, source)
        listing = known.get(identity(advert, source))
        if listing is None:
            known[identity(advert, source)] = listings.add_listing(session, advert, actor=actor, at=at)
            created += 1
        elif _bring_up_to_date(session, listing, advert, at):
            updated += 1
        else:
            unchanged += 1
    return Stored(created, updated, unchanged)


def _known(session: Session, source: str, actor: User) -> dict[str, Listing]:
    """The stored listings by what tells them apart; of several the earliest."""
    query = select(Listing).options(joinedload(Listing.dwelling), joinedload(Listing.landlord))
    if actor.centre_id is not None:
        query = query.where(Listing.centre_id == actor.centre_id)
    by_identity: dict[str, Listing] = {}
    for listing in session.scalars(query.order_by(Listing.id)):
        by_identity.setdefault(identity(listings.as_advert(listing), listing.source), listing)
    return by_identity


def _bring_up_to_date(session: Session, listing: Listing, advert: Advert, at: datetime) -> bool:
    """Write what the advert says over what is stored; False when it says nothing new."""
    stored = listings.as_advert(listing)
    said = {field.name: getattr(advert, field.name) for field in fields(Advert)}
    given = {name: value for name, value in said.items() if value is not None and name != "further"}
    new = replace(stored, **given, further={**stored.further, **advert.further})
    if stored.latitude is not None:
        new = replace(new, latitude=stored.latitude, longitude=stored.longitude)
    if new == stored:
        return False
    listings.change_listing(session, listing, new, at=at)
    if stored.latitude is None and new.latitude is not None and new.longitude is not None:
        listings.set_place(listing.dwelling, new.latitude, new.longitude, precision="pin")
    return True


def _plain(row: AdvertRow, source: str) -> Advert:
    """The advert as it will be stored."""
    values = {field.name: getattr(row, field.name) for field in fields(Advert)}
    return listings.as_stored(Advert(**values | {"source": source}))
