"""What housing adds to the timeline of a household: flats kept for it and shown to it, offers with what came of them,
and leases.
"""

from collections.abc import Iterator

from flask import url_for
from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.auth.access import actor
from core.auth.permissions import Permission
from core.dates import day_of
from core.panels import Panels
from core.text import N_, Sentence
from core.timeline import Happening
from housing.models import Lease, Listing, Offer, ShortlistEntry, Viewing, ViewingGuest
from housing.offer_words import GIVEN_UP, OFFER_SHAPES, OFFER_WORDS
from housing.opinion_words import OPINION_SHAPES
from housing.opinions import Opinion
from housing.states import OfferStatus
from housing.viewing_words import GUEST_SHAPES, GUEST_WORDS, INTEREST_WORDS
from people.models import Household

_SAID = {
    Opinion.LIKED: N_("The family would like a flat that is kept: %(title)s"),
    Opinion.NOT_LIKED: N_("The family does not want a flat that is kept: %(title)s"),
}


def register_happenings(panels: Panels) -> None:
    """Add flats kept and shown, offers and leases to the timeline of a household."""
    panels.happenings.append((Permission.VIEW_LISTINGS, _kept))
    panels.happenings.append((Permission.VIEW_LISTINGS, _viewings))
    panels.happenings.append((Permission.VIEW_LISTINGS, _offers))
    panels.happenings.append((Permission.VIEW_LEASES, _leases))


def _kept(session: Session, household: Household) -> Iterator[Happening]:
    entry = ShortlistEntry
    columns = entry.id, entry.kept_at, entry.opinion, entry.opinion_at, Listing.title
    query = select(*columns).join(ShortlistEntry.listing).where(ShortlistEntry.household_id == household.id)
    url = url_for("housing.show_shortlist", household_id=household.id)
    for id_, kept_at, opinion, opinion_at, title in session.execute(query.order_by(ShortlistEntry.id)):
        what = Sentence(N_("Flat kept: %(title)s"), {"title": title})
        yield Happening(day_of(kept_at), f"shortlist-{id_:09d}-1", what, url)
        if opinion and opinion_at:
            said = Sentence(_SAID[opinion], {"title": title})
            yield Happening(day_of(opinion_at), f"shortlist-{id_:09d}-2", said, url, OPINION_SHAPES[opinion])


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
