"""What the demonstration's landlords were asked, and what was promised."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import DAY, day_of
from housing.disclosed_facts import DisclosedFact
from housing.models import FlatHold, LandlordPromise, Listing
from housing.promise_kinds import SIDES, PromiseKind, Side
from housing.reasons.refusals import RefusalReason
from housing.services.dealings.flat_holds import HoldDetails, break_hold, extend_hold, promise_hold
from housing.services.dealings.promises import PromiseDetails, add_promise, keep_promise
from housing.services.dealings.proposals import propose
from people.models import Channel, Household, TalkOutcome
from people.services.log import EntryDetails


def create_dealings(
    session: Session, families: Sequence[Household], flats: Sequence[Listing], officer: User, on: date, at: datetime
) -> None:
    """One flat is held for a family until tomorrow, one for the programme; one landlord did not keep the word. Of two
    landlords who were asked about a family one agrees, and one does not want children. What was promised is open both
    ways.
    """
    for_family, for_all, lost, asked = flats[7], flats[4], flats[11], flats[1]
    _ask(
        session, for_family, families[1], TalkOutcome.AGREED, officer, at, DisclosedFact.PEOPLE, DisclosedFact.LANGUAGES
    )
    _ask(session, asked, families[0], TalkOutcome.WAITS, officer, at, DisclosedFact.PEOPLE, DisclosedFact.CHILDREN)
    _ask(
        session, asked, families[1], TalkOutcome.REFUSED, officer, at, DisclosedFact.PEOPLE, DisclosedFact.CHILDREN,
        refusal=RefusalReason.CHILDREN, note="Δεν θέλει παιδιά στο σπίτι.",
    )  # fmt: skip
    _promise(session, for_family, PromiseKind.INTERPRETER, "Για την υπογραφή του μισθωτηρίου.", on + DAY, officer, at)
    _promise(session, for_family, PromiseKind.REPAIRS, "Το θερμοσίφωνο.", on + timedelta(days=5), officer, at)
    done = _promise(session, asked, PromiseKind.DEPOSIT, "", None, officer, at)
    keep_promise(session, done, words="", on=on, actor=officer)
    _hold(session, for_family, families[1], on + DAY, officer, at)
    longer = _hold(session, for_all, None, on + 3 * DAY, officer, at)
    extend_hold(session, longer, last_day=on + timedelta(days=7), on=on, actor=officer)
    broken = _hold(session, lost, None, on + 5 * DAY, officer, at)
    break_hold(session, broken, words="Το έδωσε σε φοιτητή χωρίς να μας ρωτήσει.", on=on, actor=officer)


def _hold(
    session: Session, flat: Listing, household: Household | None, last_day: date, officer: User, at: datetime
) -> FlatHold:
    assert flat.landlord is not None  # every advert of the demonstration names one
    details = HoldDetails(day_of(at), flat.landlord.name, last_day, household)
    return promise_hold(session, flat, details, actor=officer, at=at, on=day_of(at))


def _ask(
    session: Session, flat: Listing, household: Household, outcome: TalkOutcome, officer: User, at: datetime,
    *told: DisclosedFact, refusal: RefusalReason | None = None, note: str = "",
) -> None:  # fmt: skip
    assert flat.landlord is not None
    on = day_of(at)
    talk = EntryDetails(on, flat.landlord.name, Channel.PHONE, outcome, language="el", note=note or None)
    propose(session, flat, household, talk, told=told, refusal=refusal, actor=officer, at=at, on=on)


def _promise(
    session: Session, flat: Listing, kind: PromiseKind, words: str, due_on: date | None, officer: User, at: datetime
) -> LandlordPromise:
    assert flat.landlord is not None
    who = officer.name if SIDES[kind] is Side.OFFICE else flat.landlord.name
    details = PromiseDetails(kind, who, day_of(at), due_on, words)
    return add_promise(
        session, flat.landlord, details, centre=flat.centre, listing=flat, actor=officer, at=at, on=day_of(at)
    )
