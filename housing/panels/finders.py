"""What the search box finds of housing: flats, landlords and leases."""

from collections.abc import Iterator
from contextlib import suppress

from flask import url_for
from sqlalchemy import ColumnElement, false, func, or_, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.auth.permissions import Permission
from core.errors import Refused
from core.findable import fits, nearest
from core.panels import Panels
from core.phones import check_phone
from core.sealed import matches
from core.search import Finder, Hit
from core.search_keys import as_reference
from core.text import N_, Sentence
from housing.models import Dwelling, Landlord, Lease, Listing
from housing.services.landlords.landlord_reach import has_record, is_seen_by
from people.identifiers import check_afm
from people.models import Household


def register_finders(panels: Panels) -> None:
    """Add the finders of housing."""
    panels.finders += [
        Finder(
            Sentence(N_("Flats")),
            Sentence(
                N_("a flat by its title, address or number, or by its landlord's name, phone or tax number (AFM)")
            ),
            Permission.VIEW_LISTINGS,
            _listings,
        ),
        Finder(
            Sentence(N_("Landlords")),
            Sentence(N_("a landlord by name, phone or tax number (AFM)")),
            Permission.VIEW_LISTINGS,
            _landlords,
        ),
        Finder(
            Sentence(N_("Leases")),
            Sentence(N_("a lease by its household, its address or the number of its declaration")),
            Permission.VIEW_LEASES,
            _leases,
        ),
    ]


def _listings(session: Session, user: User, typed: str, limit: int) -> list[Hit]:
    is_its_number = Listing.reference == typed
    words = fits(typed, Listing.search_key, Dwelling.search_key, Landlord.search_key)
    key = Listing.search_key + Dwelling.search_key + func.coalesce(Landlord.search_key, "")
    found = (
        select(Listing.id, key, Listing.title, Dwelling.address, Landlord.name)
        .join(Listing.dwelling)
        .outerjoin(Listing.landlord)
        .where(user.sees(Listing.centre_id), or_(is_its_number, has_record(or_(false(), *_landlord(typed))), words))
        .order_by(Listing.id.desc())
    )
    shown = select(Listing).options(joinedload(Listing.dwelling))
    return [_listing(listing, typed) for listing in nearest(session, found, shown, typed, limit)]


def _listing(listing: Listing, typed: str) -> Hit:
    place = ", ".join(part for part in (listing.dwelling.address, listing.place) if part)
    return Hit(
        title=listing.title,
        about=Sentence(N_("%(place)s, %(rent)s a month"), {"place": place, "rent": listing.monthly_rent})
        if place
        else Sentence(N_("%(rent)s a month"), {"rent": listing.monthly_rent}),
        url=url_for("housing.show_listing", listing_id=listing.id),
        is_exact=listing.reference == typed,
    )


def _landlord(typed: str) -> Iterator[ColumnElement[bool]]:
    """What was typed may be the landlord's number."""
    for index, check in ((Landlord.phone_index, check_phone), (Landlord.afm_index, check_afm)):
        with suppress(Refused):
            yield matches(index, check(typed))


def _landlords(session: Session, user: User, typed: str, limit: int) -> list[Hit]:
    words = fits(typed, Landlord.search_key)
    found = (
        select(Landlord.id, Landlord.search_key, Landlord.name)
        .where(is_seen_by(user), has_record(or_(*_landlord(typed), words)))
        .order_by(Landlord.id.desc())
    )
    return [_owner(landlord) for landlord in nearest(session, found, select(Landlord), typed, limit)]


def _owner(landlord: Landlord) -> Hit:
    about = Sentence(N_("Landlord, %(phone)s"), {"phone": landlord.phone}) if landlord.phone else None
    return Hit(
        title=landlord.known_as,
        about=about or Sentence(N_("Landlord")),
        url=url_for("housing.show_landlord", landlord_id=landlord.id),
    )


def _leases(session: Session, user: User, typed: str, limit: int) -> list[Hit]:
    words = fits(typed, Household.search_key, Listing.search_key, Dwelling.search_key)
    numbers = Lease.declaration_number == typed, Household.reference == as_reference(typed)
    key = Household.search_key + Listing.search_key + Dwelling.search_key
    found = (
        select(Lease.id, key, Household.name, Listing.title, Dwelling.address)
        .join(Lease.household)
        .join(Lease.listing)
        .join(Listing.dwelling)
        .where(user.sees(Household.centre_id), or_(*numbers, words))
        .order_by(Lease.id.desc())
    )
    shown = select(Lease).options(joinedload(Lease.household), joinedload(Lease.listing))
    return [_lease(lease, typed) for lease in nearest(session, found, shown, typed, limit)]


def _lease(lease: Lease, typed: str) -> Hit:
    return Hit(
        title=lease.household.name,
        about=Sentence(N_("%(flat)s, from %(day)s"), {"flat": lease.listing.title, "day": lease.starts_on}),
        url=url_for("housing.show_lease", lease_id=lease.id),
        is_exact=lease.declaration_number == typed,
    )
