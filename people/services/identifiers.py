"""Numbers of persons: written down, corrected, and checked against the paper that they stand on."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, aliased, joinedload

from core.audit import record
from core.auth.models import User
from core.errors import NotFound, Refused
from core.sealed import matches
from core.text import N_, Sentence
from people.identifiers import IdentifierKind, check_identifier
from people.models import Household, HouseholdMember, Identifier, Person
from people.services.deduplication import request_deduplication
from people.services.persons import get_person_to_change
from people.stages import Stage

PAPERS_END_SOON = timedelta(days=60)  # time enough to ask for a renewal; as long after its end it is asked for still


@dataclass(frozen=True, slots=True)
class IdentifierDetails:
    """What is written down about a number. Valid from `valid_from` up to the day before `valid_until`."""

    kind: IdentifierKind
    value: str
    valid_from: date | None = None
    valid_until: date | None = None
    paper: str | None = None  # what it was read from


def add_identifier(
    session: Session, person: Person, details: IdentifierDetails, *, actor: User, at: datetime
) -> Identifier:
    """Write down a number of a person, not yet checked."""
    identifier = new_identifier(session, person, details, at=at)
    record(session, "add-identifier", person, actor=actor)
    request_deduplication(session, at=at)
    return identifier


def new_identifier(session: Session, person: Person, details: IdentifierDetails, *, at: datetime) -> Identifier:
    """The same as a part of whatever step it belongs to."""
    identifier = Identifier(person=person, created_at=at)
    _write(session, identifier, details)
    session.add(identifier)
    return identifier


def change_identifier(
    session: Session, identifier: Identifier, details: IdentifierDetails, *, actor: User, at: datetime
) -> None:
    """Correct a number or its days. Another number has to be checked anew."""
    before = identifier.value
    _write(session, identifier, details)
    if identifier.value != before:
        identifier.checked_on = identifier.checked_by = None
    record(session, "change-identifier", identifier, actor=actor)
    request_deduplication(session, at=at)


def check_paper(session: Session, identifier: Identifier, *, paper: str, on: date, actor: User) -> None:
    """Somebody has seen the paper, and the number on it is this one."""
    identifier.paper = paper
    identifier.checked_on, identifier.checked_by = on, actor
    record(session, "check-paper", identifier, actor=actor)


def get_identifier(session: Session, identifier_id: int, actor: User, on: date) -> Identifier:
    """The number, to change: for those who serve its person now. Accounts have a page of their own."""
    found = session.get(Identifier, identifier_id)
    if found is None or found.kind is IdentifierKind.IBAN:
        raise NotFound(Sentence(N_("There is no such number.")))
    get_person_to_change(session, found.person_id, actor, on)
    return found


def identifiers_of(session: Session, person_ids: Iterable[int]) -> Sequence[Identifier]:
    """Every number of these people, person by person, the latest of a kind first."""
    query = (
        select(Identifier)
        .options(joinedload(Identifier.person), joinedload(Identifier.checked_by))
        .where(Identifier.person_id.in_(list(person_ids)))
        .order_by(Identifier.person_id, Identifier.kind, Identifier.valid_from.desc().nulls_last(), Identifier.id)
    )
    return session.scalars(query).all()


def papers_ending(session: Session, actor: User, *, on: date) -> Sequence[tuple[Identifier, Household]]:
    """Numbers that end soon or ended lately and that no later one follows, with the household where the person lives.

    The earliest first.
    """
    later = aliased(Identifier)
    is_followed = exists().where(
        later.person_id == Identifier.person_id,
        later.kind == Identifier.kind,
        or_(later.valid_until.is_(None), later.valid_until > Identifier.valid_until),
    )
    query = (
        select(Identifier, Household)
        .join(HouseholdMember, HouseholdMember.person_id == Identifier.person_id)
        .join(HouseholdMember.household)
        .options(joinedload(Identifier.person))
        .where(Identifier.valid_until.between(on - PAPERS_END_SOON, on + PAPERS_END_SOON), ~is_followed)
        .where((HouseholdMember.left_on.is_(None)) | (HouseholdMember.left_on > on))
        .where((HouseholdMember.joined_on.is_(None)) | (HouseholdMember.joined_on <= on))
        .where(actor.sees(Household.centre_id), Household.stage != Stage.EXITED)
        .order_by(Identifier.valid_until, Identifier.id)
    )
    return [(identifier, household) for identifier, household in session.execute(query)]


def _write(session: Session, identifier: Identifier, details: IdentifierDetails) -> None:
    value = check_identifier(details.kind, details.value)
    if details.valid_from and details.valid_until and details.valid_until <= details.valid_from:
        raise Refused(Sentence(N_("A paper is valid for a day at least")), field="last_day")
    _refuse_twice(session, identifier, details.kind, value)
    identifier.kind, identifier.value = details.kind, value
    identifier.valid_from, identifier.valid_until = details.valid_from, details.valid_until
    identifier.paper = details.paper


def _refuse_twice(session: Session, identifier: Identifier, kind: IdentifierKind, value: str) -> None:
    query = select(Identifier).where(Identifier.kind == kind, matches(Identifier.value_index, value))
    with session.no_autoflush:  # the row may be half written
        known = session.scalars(query.where(Identifier.person_id == identifier.person.id)).all()
    if any(other is not identifier for other in known):
        raise Refused(Sentence(N_("This number is written down for this person already.")), field="value")
