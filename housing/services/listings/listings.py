"""Adding adverts, changing them, and putting their homes on the map."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from core.text import N_, Sentence
from housing.advert import Advert
from housing.models import Dwelling, Landlord, Listing
from housing.services.landlords.landlords import Landlords, correct_phone
from housing.services.listings import adverts
from housing.services.listings.deduplication import request_deduplication
from housing.states import ListingStatus
from maps.distance import Point, distance_km
from maps.located import PIN

NO_SUCH_LISTING = Sentence(N_("There is no such listing."))
OTHER_CENTRE = Sentence(N_("This listing belongs to another centre."))
NO_LANDLORD = Sentence(N_("The landlord of this flat is not known: add the landlord to the listing first."))
TAKEN_REFERENCE = Sentence(N_("There is a listing with this reference from this source already."))


def get_listing(session: Session, listing_id: int, actor: User) -> Listing:
    """The listing with its dwelling, landlord and centre. Raises NotFound, Forbidden for another centre's."""
    parts = (Listing.dwelling, Listing.landlord, Listing.centre)
    listing = session.get(Listing, listing_id, options=[joinedload(part) for part in parts])
    if listing is None:
        raise NotFound(NO_SUCH_LISTING)
    if not actor.sees_centre(listing.centre_id):
        raise Forbidden(OTHER_CENTRE)
    return listing


def landlord_of(listing: Listing) -> Landlord:
    """Who lets the flat. Raises Refused as long as nobody is named."""
    if listing.landlord is None:
        raise Refused(NO_LANDLORD)
    return listing.landlord


def add_listing(
    session: Session,
    advert: Advert,
    *,
    centres: Sequence[Centre],
    actor: User,
    at: datetime,
    precision: str = PIN,
    of: Landlord | None = None,
) -> Listing:
    """A new candidate, worked on by the nearest of these centres; `precision` says how its point was found, `of` who is
    known to let it as long as the advert names nobody else.
    """
    refuse_taken_reference(session, advert, None)
    listing = new_listing(advert, nearest_centre(centres, advert), Landlords(session), at=at, of=of)
    if listing.dwelling.point is not None:
        listing.dwelling.place_precision = precision
    session.add(listing)
    record(session, "add-listing", listing, actor=actor)
    request_deduplication(session, at=at)
    return listing


def new_listing(
    advert: Advert, centre: Centre, landlords: Landlords, *, at: datetime, of: Landlord | None = None
) -> Listing:
    """The advert as a candidate, not yet stored."""
    listing = Listing(
        dwelling=Dwelling(), status=ListingStatus.CANDIDATE, further={}, created_at=at, confirmed_on=day_of(at),
        centre=centre, landlord=of,
    )  # fmt: skip
    adverts.write(listing, advert, landlords, at)
    if advert.latitude is not None and advert.longitude is not None:
        set_place(listing.dwelling, advert.latitude, advert.longitude)
    return listing


def change_listing(session: Session, listing: Listing, advert: Advert, *, actor: User, at: datetime) -> None:
    """Write what the advert says now. A place is set by `place_listing` alone."""
    refuse_taken_reference(session, advert, listing.id)
    correct_phone(session, listing, advert)
    adverts.write(listing, advert, Landlords(session), at)
    record(session, "change-listing", listing, actor=actor)
    request_deduplication(session, at=at)


def place_listing(
    session: Session, listing: Listing, point: Point, *, actor: User, at: datetime, precision: str = PIN
) -> None:
    """Put the flat on the map; `precision` says how the point was found."""
    set_place(listing.dwelling, point.latitude, point.longitude, precision=precision)
    record(session, "place-listing", listing, actor=actor)
    request_deduplication(session, at=at)


def set_place(dwelling: Dwelling, latitude: float, longitude: float, *, precision: str = PIN) -> None:
    """The dwelling's point and how it was found: a part of whatever step it belongs to."""
    dwelling.latitude, dwelling.longitude = latitude, longitude
    dwelling.place_precision, dwelling.place_doubt = precision, None


def nearest_centre(centres: Sequence[Centre], advert: Advert) -> Centre:
    """The centre that will work on the advert, by its point or its town."""
    if not centres:
        raise Refused(Sentence(N_("There is no centre yet; an administrator has to add one first.")))
    point = advert.point
    if point is None:
        named = [c for c in centres if advert.city and advert.city.strip() in {c.name_el, c.name_en}]
        return (named or centres)[0]
    return min(centres, key=lambda centre: distance_km(point, Point(centre.latitude, centre.longitude)))


def refuse_taken_reference(session: Session, advert: Advert, own_id: int | None) -> None:
    """Raise Refused when another listing has the advert's reference at its source."""
    if advert.reference is None:
        return
    taken = session.scalar(
        select(Listing.id).where(Listing.source == (advert.source or ""), Listing.reference == advert.reference)
    )
    if taken is not None and taken != own_id:
        raise Refused(TAKEN_REFERENCE, field="reference")
