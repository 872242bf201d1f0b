"""Housing's days in calendars: answers to offers, viewings, first and last days of leases."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission
from core.calendar.entries import MORNING, Entry
from core.dates import ATHENS, day_of, start_of
from core.panels import Panels
from core.text import N_, Sentence
from housing.models import Lease, Offer, Viewing, ViewingGuest
from housing.services.leases.leases import latest_lease, leases_between
from housing.services.offers.offer_queries import live_offers, offers_ending
from housing.services.viewings.viewing_queries import expected_of, own_viewings, viewings_between
from housing.states import EXPECTED, OfferStatus, ViewingStatus

AHEAD, BACK = timedelta(days=400), timedelta(days=30)


def register_dates(panels: Panels) -> None:
    """Add housing's days to the calendars."""
    panels.dates.append((Permission.MAKE_OFFERS, _answers))
    panels.dates.append((Permission.MAKE_OFFERS, _viewings))
    panels.dates.append((Permission.VIEW_LEASES, _leases))
    panels.household_dates.append(_of_household)


def answer_entry(offer: Offer) -> Entry:
    """The last day for the answer, in the morning."""
    title = Sentence(N_("Offer to %(reference)s: last day for the answer"), {"reference": offer.household.reference})
    return Entry(f"offer-{offer.id}-answer", title, offer.answer_by, MORNING)


def viewing_entry(viewing: Viewing, place: str) -> Entry:
    """For whoever is there: whom to meet, by their numbers, and where as exactly as the reader of the file may know."""
    who = ", ".join(guest.household.reference for guest in expected_of(viewing)) or "–"
    title = Sentence(N_("Viewing: %(references)s"), {"references": who})
    return at_its_hour(viewing, f"viewing-{viewing.id}", title, place)


def own_viewing_entry(guest: ViewingGuest, place: str) -> Entry:
    """For the household."""
    return at_its_hour(guest.viewing, f"viewing-{guest.viewing_id}", Sentence(N_("Visit to a home")), place)


def at_its_hour(viewing: Viewing, key: str, title: Sentence, place: str) -> Entry:
    """A viewing in somebody's words, by the clocks of Athens."""
    clock = viewing.starts_at.astimezone(ATHENS).time()
    return Entry(key, title, day_of(viewing.starts_at), clock, viewing.ends_at - viewing.starts_at, place)


def lease_entries(lease: Lease) -> list[Entry]:
    """Its first day, and its last ones on paper and by law, or the day with which it ends before."""
    reference = {"reference": lease.household.reference}
    days = {"first": lease.starts_on, "last": lease.agreed_last_day, "statutory": lease.statutory_last_day}
    if lease.cut_short_on is not None:
        days = {"first": lease.starts_on, "end": lease.last_day}
    titles = {
        "first": N_("Lease of %(reference)s: first day"),
        "last": N_("Lease of %(reference)s: last day, on paper"),
        "statutory": N_("Lease of %(reference)s: last day, by law"),
        "end": N_("Lease of %(reference)s: it ends with this day"),
    }
    return [Entry(f"lease-{lease.id}-{key}", Sentence(titles[key], reference), day) for key, day in days.items()]


def _answers(session: Session, user: User, on: date) -> list[Entry]:
    return [answer_entry(offer) for offer in offers_ending(session, user, by=on + AHEAD)]


def _viewings(session: Session, user: User, on: date) -> list[Entry]:
    """One's own. Whoever has a feed's address reads it without signing in: no door stands in it."""
    found = viewings_between(session, user, on - BACK, on + AHEAD, officer=user)
    return [viewing_entry(one, one.listing.place) for one in found if one.status is not ViewingStatus.CANCELLED]


def _leases(session: Session, user: User, on: date) -> list[Entry]:
    return [
        entry
        for lease in leases_between(session, user, on - BACK, on + AHEAD)
        for entry in lease_entries(lease)
        if on - BACK <= entry.on <= on + AHEAD
    ]


def _of_household(session: Session, household_id: int, on: date) -> Iterator[Entry]:
    """In a family's own words, without its reference."""
    offer = live_offers(session, [household_id]).get(household_id)
    if offer is not None and offer.status is OfferStatus.OPEN:
        yield Entry(f"offer-{offer.id}-answer", Sentence(N_("Answer the offer of a home")), offer.answer_by, MORNING)
    for guest in own_viewings(session, household_id, since=start_of(on)):
        if guest.status in EXPECTED:
            yield own_viewing_entry(guest, guest.viewing.listing.place)
    lease = latest_lease(session, household_id)
    if lease is not None:
        yield Entry(f"lease-{lease.id}-first", Sentence(N_("The lease of your home begins")), lease.starts_on)
        if lease.cut_short_on is not None:
            yield Entry(f"lease-{lease.id}-end", Sentence(N_("The lease of your home ends today")), lease.last_day)
        else:
            protected = Sentence(N_("The law protects your lease until today"))
            yield Entry(f"lease-{lease.id}-statutory", protected, lease.statutory_last_day)
