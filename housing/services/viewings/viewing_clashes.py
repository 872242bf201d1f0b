"""Nobody is at two viewings at once: neither a home, nor somebody of the centre, nor a household.

Whoever asks holds them first, so that of two who book in the same second the second finds what the first booked.
"""

from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import ColumnElement, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Listing, Viewing, ViewingGuest
from housing.states import EXPECTED, ViewingStatus
from people.models import Household


def lock_people(session: Session, officer: User | None, households: Iterable[Household]) -> None:
    """Of two who book at once for the same people the second sees what the first booked. The flat is locked first,
    then the viewing; then the officer, then the households by their keys.
    """
    if officer is not None:
        lock_row(session, officer, may_be_named=True)
    for household in sorted(set(households), key=lambda household: household.id):
        lock_row(session, household, may_be_named=True)


def refuse_clash(
    session: Session, listing: Listing, officer: User, starts_at: datetime, ends_at: datetime, *, actor: User,
    own: Viewing | None = None,
) -> None:  # fmt: skip
    """Raise Refused where the home is shown already then, or the officer is elsewhere."""
    of_home = Viewing.listing.has(Listing.dwelling_id == listing.dwelling_id)
    there = _find_at(session, starts_at, ends_at, of_home, own)
    if there is not None:
        raise Refused(is_shown(there), field="clock")
    refuse_busy(session, officer, starts_at, ends_at, actor=actor, own=own)


def refuse_busy(
    session: Session, officer: User, starts_at: datetime, ends_at: datetime, *, actor: User, own: Viewing | None = None
) -> None:
    """Raise Refused where somebody of the centre is at another viewing then."""
    elsewhere = _find_at(session, starts_at, ends_at, Viewing.officer_id == officer.id, own)
    if elsewhere is not None:
        raise Refused(is_elsewhere(officer, elsewhere, actor), field="officer_id")


def refuse_elsewhere(session: Session, viewing: Viewing, household: Household, *, actor: User | Household) -> None:
    """Raise Refused where the household is expected at another viewing then. At which, is for those who work on that
    flat: its title may name the street.
    """
    expected = ViewingGuest.household_id == household.id, ViewingGuest.status.in_(EXPECTED)
    its = Viewing.id.in_(select(ViewingGuest.viewing_id).where(*expected))
    elsewhere = _find_at(session, viewing.starts_at, viewing.ends_at, its, viewing)
    if elsewhere is not None:
        raise Refused(is_invited_elsewhere(household, elsewhere, actor), field="household_id")


def is_shown(viewing: Viewing) -> Sentence:
    """That the flat of the viewing is shown then."""
    words = N_("This flat is shown from %(starts)s to %(ends)s already: invite the household to that viewing.")
    return Sentence(words, _times(viewing))


def is_elsewhere(officer: User, viewing: Viewing, actor: User) -> Sentence:
    """That somebody of the centre is at the viewing; at which flat, is for those who work on it."""
    words = N_("%(name)s is at another viewing from %(starts)s to %(ends)s.")
    if actor.sees_centre(viewing.listing.centre_id):
        words = N_("%(name)s is at the viewing of “%(flat)s” from %(starts)s to %(ends)s.")
    return Sentence(words, {"name": officer.name, **_times(viewing)})


def is_invited_elsewhere(household: Household, viewing: Viewing, actor: User | Household) -> Sentence:
    """That the household is expected at the viewing."""
    words = N_("%(household)s has another viewing from %(starts)s to %(ends)s.")
    if isinstance(actor, Household):
        words = N_("You see another home from %(starts)s to %(ends)s: call your centre.")
    elif actor.sees_centre(viewing.listing.centre_id):
        words = N_("%(household)s has the viewing of “%(flat)s” from %(starts)s to %(ends)s.")
    return Sentence(words, {**names_of(household), **_times(viewing)})


def _find_at(
    session: Session, starts_at: datetime, ends_at: datetime, which: ColumnElement[bool], own: Viewing | None
) -> Viewing | None:
    """A planned one that overlaps the time, besides one's own; as it stands in the database now."""
    overlaps = Viewing.starts_at < ends_at, Viewing.ends_at > starts_at, Viewing.status == ViewingStatus.PLANNED
    query = select(Viewing).options(joinedload(Viewing.listing)).where(*overlaps, which)
    if own is not None and own.id is not None:
        query = query.where(Viewing.id != own.id)
    with session.no_autoflush:
        return session.scalar(query.order_by(Viewing.starts_at, Viewing.id).limit(1))


def _times(viewing: Viewing) -> dict[str, object]:
    return {"flat": viewing.listing.title, "starts": viewing.starts_at, "ends": viewing.ends_at}


def names_of(household: Household) -> dict[str, object]:
    """The household in a sentence."""
    return {"household": f"{household.name} ({household.reference})"}
