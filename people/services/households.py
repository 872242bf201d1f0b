"""Households: taken in, corrected, listed, and opened only by those who serve their centre."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from uuid import uuid4

from sqlalchemy import ColumnElement, Select, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.errors import Forbidden, NotFound, Refused
from core.events import publish
from core.findable import fits
from core.paging import Page, take_page
from core.text import N_, Sentence
from people.events import CentreChanged, HouseholdCorrected
from people.joining import Leaving
from people.models import Household, HouseholdMember, Person
from people.services.deduplication import request_deduplication
from people.services.generations import refuse_out_of_order
from people.services.members import Membership, move, take_in
from people.services.persons import PersonDetails
from people.services.stages import Beginning, begin
from people.stages import Stage

OTHER_CENTRE = Sentence(N_("This household is served by another centre."))


@dataclass(frozen=True, slots=True)
class HouseholdDetails:
    """What is written down about a household itself."""

    name: str
    language: str  # ISO 639 code
    centre_id: int
    single_parent: bool = False


def add_household(
    session: Session,
    details: HouseholdDetails,
    people: Sequence[tuple[PersonDetails, Membership]],
    *,
    beginning: Beginning | None = None,
    actor: User,
    at: datetime,
) -> Household:
    """Write a household down under a number of its own, with people who are not known yet.

    Without a beginning it is taken in on that day.
    """
    if not people:
        raise Refused(Sentence(N_("Enter at least one person")), field="members")
    _check_centre(details, actor)
    household = new_household(session, details, officer=actor, at=at)
    begin(session, household, beginning or Beginning(taken_in_on=day_of(at)), actor=actor, at=at)
    for person, membership in people:
        take_in(session, household, person, membership, at=at)
    for member in household.members:
        refuse_out_of_order(member)
    record(session, "add-household", household, actor=actor)
    request_deduplication(session, at=at)
    return household


def split_household(
    session: Session, members: Sequence[HouseholdMember], name: str, *, on: date,
    by: Leaving = Leaving.OWN_HOUSEHOLD, actor: User, at: datetime,
) -> Household:  # fmt: skip
    """Let members of one household found another, of the same centre and language, on a day."""
    first = members[0].household
    details = HouseholdDetails(name=name, language=first.language, centre_id=first.centre_id)
    _check_centre(details, actor)
    household = new_household(session, details, officer=actor, at=at)
    begin(session, household, Beginning(taken_in_on=min(on, day_of(at))), actor=actor, at=at)
    move(session, members, household, on=on, by=by)
    record(session, "split-household", first, actor=actor, values={"household": household.id})
    return household


def change_household(
    session: Session, household: Household, details: HouseholdDetails, *, actor: User, on: date
) -> None:
    """Correct what is written down; moving to another centre needs both to be the person's own."""
    _check_centre(details, actor)
    moves = details.centre_id != household.centre_id
    is_otherwise = details.single_parent != household.single_parent
    for name, value in asdict(details).items():
        setattr(household, name, value)
    if moves:
        publish(session, CentreChanged(household.id, details.centre_id, on))
    if is_otherwise:
        publish(session, HouseholdCorrected(household.id))
    record(session, "change-household", household, actor=actor)


def get_household(session: Session, household_id: int, actor: User, *, with_languages: bool = False) -> Household:
    """The household, with its centre and members and perhaps what they speak, if this person serves its centre."""
    members = joinedload(Household.members)
    spoken = [members.joinedload(HouseholdMember.person).joinedload(Person.languages)] if with_languages else []
    household = session.get(
        Household,
        household_id,
        options=[
            joinedload(Household.centre),
            joinedload(Household.account),
            joinedload(Household.officer),
            joinedload(Household.numbers),
            members,
            *spoken,
        ],
    )
    if household is None:
        raise NotFound(Sentence(N_("There is no such household.")))
    if not actor.sees_centre(household.centre_id):
        raise Forbidden(OTHER_CENTRE)
    return household


def find_household(session: Session, reference: str, actor: User) -> Household:
    """The household with this number, or into which that was merged. Raises Refused, beside the field where it was
    typed.
    """
    known = session.scalar(select(Household).where(Household.reference == reference.strip().upper()))
    found = known and known.leading
    if found is None or not actor.sees_centre(found.centre_id):
        raise Refused(Sentence(N_("You serve no household with this number.")), field="reference")
    return found


@dataclass(frozen=True, slots=True)
class HouseholdSearch:
    """What is looked for: words of a name in any script or a number, a centre, one's own, a stage."""

    text: str = ""
    centre_id: int | None = None
    is_mine: bool = False
    stage: Stage | None = None  # None: all but those who have left, who are found by name and number


def list_households(
    session: Session, actor: User, search: HouseholdSearch = HouseholdSearch(), *, number: int = 1
) -> Page[Household]:
    """A page of the households this person serves and looks for, the newest first."""
    query = select(Household).options(joinedload(Household.centre), selectinload(Household.members))
    if search.text:
        is_its_number = Household.reference == search.text.upper()
        has_member = Household.id.in_(_lived_in_by(fits(search.text, Person.search_key)))
        query = query.where(or_(is_its_number, fits(search.text, Household.search_key), has_member))
    if search.centre_id is not None:
        query = query.where(Household.centre_id == search.centre_id)
    if search.is_mine:
        query = query.where(Household.officer_id == actor.id)
    if search.stage is not None:
        query = query.where(Household.stage == search.stage)
    elif not search.text:
        query = query.where(Household.stage != Stage.EXITED)
    return take_page(session, query.where(actor.sees(Household.centre_id)).order_by(Household.id.desc()), number)


def new_household(session: Session, details: HouseholdDetails, *, officer: User | None, at: datetime) -> Household:
    """Under a number of its own: a part of whatever step it belongs to.

    Only the key is never given twice, also to two people at once: the number is made of it.
    """
    household = Household(**asdict(details), reference=uuid4().hex, officer=officer, created_at=at)
    session.add(household)
    session.flush()
    household.reference = f"N-{household.id:04d}"
    return household


def _lived_in_by(whom: ColumnElement[bool]) -> Select[int]:
    """The keys of the households of people of whom, or of whose merged record, this is true."""
    lives = HouseholdMember.person_id.in_((Person.id, Person.same_as_id))
    return select(HouseholdMember.household_id).join(Person, lives).where(whom)


def _check_centre(details: HouseholdDetails, actor: User) -> None:
    if not actor.sees_centre(details.centre_id):
        raise Forbidden(OTHER_CENTRE)
