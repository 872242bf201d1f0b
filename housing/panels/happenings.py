"""What housing adds to the timeline of a household: flats kept for it, stood in line for and shown to it, offers with
what came of them, and leases.
"""

from collections.abc import Iterator
from typing import Any

from flask import url_for
from sqlalchemy import Row, select
from sqlalchemy.orm import Session, joinedload

from core.auth.access import actor
from core.auth.permissions import Permission
from core.dates import day_of
from core.panels import Panels
from core.text import N_, Sentence
from core.timeline import Happening
from housing.models import Lease, LinePlace, Listing, Offer, ShortlistEntry, Viewing, ViewingGuest
from housing.opinions import Opinion
from housing.states import OfferStatus
from housing.states.lines import LineStatus
from housing.words.lines import LINE_REASON_WORDS, LINE_SHAPES, LINE_WORDS
from housing.words.offers import GIVEN_UP, OFFER_SHAPES, OFFER_WORDS
from housing.words.opinions import OPINION_SHAPES
from housing.words.viewings import GUEST_SHAPES, GUEST_WORDS, INTEREST_WORDS
from people.models import Household

_SAID = {
    Opinion.LIKED: N_("The family would like a flat that is kept: %(title)s"),
    Opinion.NOT_LIKED: N_("The family does not want a flat that is kept: %(title)s"),
}


_OPINION = ShortlistEntry.opinion, ShortlistEntry.opinion_at


def register_happenings(panels: Panels) -> None:
    """Add flats kept and shown, offers and leases to the timeline of a household."""
    panels.happenings.append((Permission.VIEW_LISTINGS, _kept_and_in_line))
    panels.happenings.append((Permission.VIEW_LISTINGS, _viewings))
    panels.happenings.append((Permission.VIEW_LISTINGS, _offers))
    panels.happenings.append((Permission.VIEW_LEASES, _leases))


def _kept_and_in_line(session: Session, household: Household) -> Iterator[Happening]:
    """Of both by one query, for a page that asks much; a flat may be kept and stood in line for."""
    kept = (ShortlistEntry.listing_id == Listing.id) & (ShortlistEntry.household_id == household.id)
    stands = (LinePlace.listing_id == Listing.id) & (LinePlace.household_id == household.id)
    entry = ShortlistEntry.id.label("entry_id"), ShortlistEntry.kept_at, *_OPINION
    place = LinePlace.id.label("place_id"), LinePlace.put_on, LinePlace.closed_on, LinePlace.closed_because
    flats = select(ShortlistEntry.listing_id).where(ShortlistEntry.household_id == household.id)
    flats_in_line = select(LinePlace.listing_id).where(LinePlace.household_id == household.id)
    query = select(Listing.id, Listing.centre_id, Listing.title, *entry, *place, LinePlace.status)
    query = query.outerjoin(ShortlistEntry, kept).outerjoin(LinePlace, stands)
    rows = session.execute(query.where(Listing.id.in_(flats.union(flats_in_line)))).all()
    for _key, row in sorted({row.entry_id: row for row in rows if row.entry_id}.items()):
        yield from _kept(household, row)
    for _key, row in sorted({row.place_id: row for row in rows if row.place_id}.items()):
        yield from _in_line(row)


def _kept(household: Household, row: Row[*tuple[Any, ...]]) -> Iterator[Happening]:
    url = url_for("housing.show_shortlist", household_id=household.id)
    what = Sentence(N_("Flat kept: %(title)s"), {"title": row.title})
    yield Happening(day_of(row.kept_at), f"shortlist-{row.entry_id:09d}-1", what, url)
    if row.opinion and row.opinion_at:
        said, shape = Sentence(_SAID[row.opinion], {"title": row.title}), OPINION_SHAPES[row.opinion]
        yield Happening(day_of(row.opinion_at), f"shortlist-{row.entry_id:09d}-2", said, url, shape)


def _in_line(row: Row[*tuple[Any, ...]]) -> Iterator[Happening]:
    """An offer that its turn came to stands there by itself."""
    url = url_for("housing.show_line", listing_id=row.id) if actor().sees_centre(row.centre_id) else None
    put = Sentence(N_("Put in line for a flat: %(title)s"), {"title": row.title})
    yield Happening(row.put_on, f"line-{row.place_id:09d}-1", put, url, LINE_SHAPES[LineStatus.WAITING])
    if row.closed_because:
        why = LINE_REASON_WORDS[row.closed_because]
        said = {"title": row.title, "end": LINE_WORDS[row.status], "why": why}
        ended = Sentence(N_("In line for a flat: %(title)s: %(end)s, %(why)s"), said)
        yield Happening(row.closed_on, f"line-{row.place_id:09d}-2", ended, url, LINE_SHAPES[row.status])


def _viewings(session: Session, household: Household) -> Iterator[Happening]:
    columns = ViewingGuest.viewing_id, ViewingGuest.status, ViewingGuest.interest, Viewing.starts_at
    query = select(*columns, Listing.centre_id, Listing.title).join(ViewingGuest.viewing).join(Viewing.listing)
    its = query.where(ViewingGuest.household_id == household.id).order_by(ViewingGuest.id)
    for viewing_id, status, interest, starts_at, centre_id, title in session.execute(its):
        url = url_for("housing.show_viewing", viewing_id=viewing_id) if actor().sees_centre(centre_id) else None
        came_of_it = INTEREST_WORDS[interest] if interest else GUEST_WORDS[status]
        what = Sentence(N_("Viewing: %(title)s: %(outcome)s"), {"title": title, "outcome": came_of_it})
        yield Happening(day_of(starts_at), f"viewing-{viewing_id:09d}", what, url, GUEST_SHAPES[status])


def _offers(session: Session, household: Household) -> Iterator[Happening]:
    columns = Offer.id, Offer.status, Offer.offered_at, Offer.accepted_at, Offer.answered_at, Offer.is_given_up
    flat = Listing.id, Listing.centre_id, Listing.title
    query = select(*columns, *flat).join(Offer.listing).where(Offer.household_id == household.id).order_by(Offer.id)
    for id_, status, offered_at, accepted_at, answered_at, given_up, listing_id, centre_id, title in session.execute(
        query
    ):
        url = url_for("housing.show_listing", listing_id=listing_id) if actor().sees_centre(centre_id) else None
        made = Sentence(N_("Offer: %(title)s"), {"title": title})
        yield Happening(day_of(offered_at), f"offer-{id_:09d}-1", made, url, OFFER_SHAPES[OfferStatus.OPEN])
        ends = [(accepted_at, OfferStatus.ACCEPTED)]
        if status not in (OfferStatus.ACCEPTED, OfferStatus.SIGNED):  # a lease stands there by itself
            ends.append((answered_at, status))
        for number, (moment, end) in enumerate(ends, 2):
            if moment:
                said = GIVEN_UP if given_up and end is status else OFFER_WORDS[end]
                answer = Sentence(N_("Offer: %(title)s: %(answer)s"), {"title": title, "answer": said})
                yield Happening(day_of(moment), f"offer-{id_:09d}-{number}", answer, url, OFFER_SHAPES[end])


def _leases(session: Session, household: Household) -> Iterator[Happening]:
    query = select(Lease).options(joinedload(Lease.listing)).where(Lease.household_id == household.id)
    for lease in session.scalars(query.order_by(Lease.id)):
        days = (
            (lease.signed_on, N_("Lease signed: %(title)s")),
            (lease.starts_on, N_("The lease begins: %(title)s")),
            (lease.declared_on, N_("The landlord declared the lease: %(title)s")),
            (lease.accepted_on, N_("The household accepted the declaration: %(title)s")),
            (lease.cut_short_on and lease.last_day, N_("The lease ended early, with this day: %(title)s")),
            (None if lease.cut_short_on else lease.statutory_ends_on, N_("The lease is over by law: %(title)s")),
        )
        url = url_for("housing.show_lease", lease_id=lease.id)
        for number, (on, words) in enumerate(days, 1):
            if on is not None:
                what = Sentence(words, {"title": lease.listing.title})
                yield Happening(on, f"lease-{lease.id:09d}-{number}", what, url)
