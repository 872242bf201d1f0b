"""Homes that landlords keep for us: promised, extended, kept, broken, released, run out."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth.models import User
from core.dates import DAY
from core.db import lock_row
from core.errors import Refused
from core.refusals import refuse_future
from core.text import N_, Sentence
from housing.models import FlatHold, Listing
from housing.services.dealings.flat_hold_queries import find_hold, is_of_home
from housing.services.listings.listings import landlord_of
from housing.states import next_status, refuse_unshown
from housing.states.landlords import HoldAction, HoldStatus
from people.models import Household

LONG = timedelta(days=31)  # landlords keep a home for days; for more than a month a day is mostly a slip
LONGEST = timedelta(days=184)  # half a year, as from a season's end to its beginning; longer by being extended

IN_THE_PAST = Sentence(N_("The last day lies in the past."))
TOO_LATE = N_("A flat can be held until %(day)s at the latest; when that day is near, it can be extended.")
IS_LONG = N_("%(day)s is more than a month away: look at the day again, and say whether it was promised for so long.")
NOT_LATER = N_("It is held until %(day)s already: enter a later day.")
HELD_ALREADY = N_("This flat is held until %(day)s already: extend that hold, or say what became of it.")
SAY_WHAT = Sentence(N_("Write in a few words what happened"))
KEPT_FOR_ANOTHER = N_("The landlord holds this flat until %(day)s for another household: say why it is offered.")


@dataclass(frozen=True, slots=True)
class HoldDetails:
    """What a landlord promised. `household` None: to the programme, for whichever family suits."""

    promised_on: date
    promised_by: str
    last_day: date
    household: Household | None = None
    is_long: bool = False  # for more than a month, and somebody has looked at the day twice


def promise_hold(
    session: Session, listing: Listing, details: HoldDetails, *, actor: User, at: datetime, on: date
) -> FlatHold:
    """The landlord keeps the home until the end of a day.

    The advert and the home are locked, so that of two who write it down at once the second reads of the first.
    """
    refuse_future(details.promised_on, on, "promised_on")
    check_last_day(details.last_day, is_long=details.is_long, on=on)
    lock_row(session, listing)
    lock_row(session, listing.dwelling)
    refuse_unshown(listing.status)
    _refuse_second(session, listing, on, actor)
    ends_on = details.last_day + DAY
    hold = FlatHold(
        listing=listing,
        landlord=landlord_of(listing),
        household=details.household,
        promised_by=details.promised_by,
        promised_on=details.promised_on,
        first_ends_on=ends_on,
        ends_on=ends_on,
        written_by=actor,
        created_at=at,
    )
    session.add(hold)
    record(session, "promise-hold", hold, actor=actor)
    return hold


def check_last_day(last_day: date, *, is_long: bool, on: date) -> None:
    """Raise Refused for a day that is over, that is too far off, or so far that somebody has to say it twice."""
    if last_day < on:
        raise Refused(IN_THE_PAST, field="last_day")
    if last_day > on + LONGEST:
        raise Refused(Sentence(TOO_LATE, {"day": on + LONGEST}), field="last_day")
    if last_day > on + LONG and not is_long:
        raise Refused(Sentence(IS_LONG, {"day": last_day}), field="is_long")


def extend_hold(
    session: Session, hold: FlatHold, *, last_day: date, is_long: bool = False, words: str = "", on: date, actor: User
) -> None:
    """The landlord keeps it for longer, perhaps on a condition."""
    lock_row(session, hold)
    is_run_out = hold.status is HoldStatus.RUNNING and hold.is_over(on)  # also before anybody closed it
    hold.status = next_status(HoldStatus.RUN_OUT if is_run_out else hold.status, HoldAction.EXTEND)
    if last_day <= hold.last_day:
        raise Refused(Sentence(NOT_LATER, {"day": hold.last_day}), field="last_day")
    check_last_day(last_day, is_long=is_long, on=on)
    hold.ends_on, hold.words = last_day + DAY, words or hold.words
    record(session, "extend-hold", hold, actor=actor)


def keep_hold(session: Session, hold: FlatHold, *, words: str, on: date, actor: User) -> None:
    """Somebody of ours got the home, as it was promised."""
    _close(session, hold, HoldAction.KEEP, words, on)
    record(session, "keep-hold", hold, actor=actor)


def break_hold(session: Session, hold: FlatHold, *, words: str, on: date, actor: User) -> None:
    """The landlord did not keep the word; what happened is written down."""
    if not words:
        raise Refused(SAY_WHAT, field="words")
    _close(session, hold, HoldAction.BREAK, words, on)
    record(session, "break-hold", hold, actor=actor)


def release_hold(session: Session, hold: FlatHold, *, words: str, on: date, actor: User) -> None:
    """We do not need the home any more: the landlord may let it to others."""
    _close(session, hold, HoldAction.RELEASE, words, on)
    record(session, "release-hold", hold, actor=actor)


def run_out(session: Session, hold: FlatHold, *, on: date, actor: User | None = None) -> bool:
    """Close one whose last day has passed, by itself or before a new one; whether it was open until now."""
    lock_row(session, hold)
    if hold.status is not HoldStatus.RUNNING or not hold.is_over(on):
        return False
    hold.status, hold.closed_on = next_status(hold.status, HoldAction.RUN_OUT), hold.ends_on
    record(session, "run-out-hold", hold, actor=actor)
    return True


def settle_on_lease(session: Session, listing: Listing, household: Household, *, on: date, actor: User) -> None:
    """A lease is signed for the home, which the caller holds: the landlord kept the word, or we gave the home to
    somebody else than it was kept for.
    """
    hold = find_hold(session, listing, on)
    if hold is not None:
        settle = keep_hold if hold.is_for(household) else release_hold
        settle(session, hold, words="", on=on, actor=actor)


def refuse_held(session: Session, listing: Listing, household: Household, reason: str, on: date) -> None:
    """Raise Refused where the landlord holds the home for another household and nobody says why it is offered."""
    hold = find_hold(session, listing, on)
    if hold is not None and not hold.is_for(household) and not reason:
        raise Refused(Sentence(KEPT_FOR_ANOTHER, {"day": hold.last_day}), field="despite_landlord")


def _refuse_second(session: Session, listing: Listing, on: date, actor: User) -> None:
    """Those that are over are closed on the way: a home has one that runs."""
    running = select(FlatHold).where(is_of_home(listing), FlatHold.status == HoldStatus.RUNNING)
    for hold in session.scalars(running.order_by(FlatHold.id)).all():
        if not run_out(session, hold, on=on, actor=actor) and hold.status is HoldStatus.RUNNING:
            raise Refused(Sentence(HELD_ALREADY, {"day": hold.last_day}))


def _close(session: Session, hold: FlatHold, action: HoldAction, words: str, on: date) -> None:
    lock_row(session, hold)
    hold.status = next_status(hold.status, action)
    hold.closed_on, hold.words = on, words or hold.words
