"""What others pay towards a household's rent, as it declares, and which kinds of it keep it from an award."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.auth.permissions import Permission
from core.errors import Forbidden, Refused
from core.events import publish
from core.text import N_, Sentence
from people.events import SupportDeclared
from people.models import BlockingSupport, Household, RentSupport, SupportKind
from people.periods import OpenPeriod
from people.services import declared
from people.services.declared import DeclaredDetails
from people.services.households import OTHER_CENTRE

# Until somebody sets it: nobody is paid by two organisations for the same, which organisations check among themselves
# (https://help.unhcr.org/greece/, cash assistance), and of a rent that is paid whole nothing is left to subsidise.
BLOCKING_AT_FIRST = frozenset({SupportKind.AGENCY, SupportKind.WHOLE_RENT})

NOT_FOR_EVERYBODY = Sentence(N_("This holds in every centre: whoever administers the whole programme sets it."))


@dataclass(frozen=True, slots=True, kw_only=True)
class SupportDetails(DeclaredDetails):
    """One support as it is told."""

    kind: SupportKind


def add_support(
    session: Session, household: Household, details: SupportDetails, *, actor: User, at: datetime
) -> RentSupport:
    """One more support of the household."""
    _check(details)
    support = RentSupport(household=household)
    declared.write(support, details, actor=actor, at=at)
    session.add(support)
    publish(session, SupportDeclared(household.id, support.starts_on, support.ends_on))
    record(session, "add-support", support, actor=actor)
    return support


def correct_support(
    session: Session, support: RentSupport, details: SupportDetails, *, actor: User, at: datetime
) -> RentSupport:
    """A row that says it right takes the place of this one, which is kept. Nothing happens where both say the same."""
    if declared.says(support, details):
        return support
    _check(details)
    declared.supersede(session, support, actor=actor, at=at)
    corrected = RentSupport(household=support.household, replaces_id=support.id)
    declared.write(corrected, details, actor=actor, at=at)
    session.add(corrected)
    publish(session, SupportDeclared(corrected.household.id, corrected.starts_on, corrected.ends_on))
    record(session, "correct-support", corrected, actor=actor)
    return corrected


def take_support_back(session: Session, support: RentSupport, *, actor: User, at: datetime) -> None:
    """It should never have been written down."""
    declared.supersede(session, support, actor=actor, at=at)
    record(session, "take-support-back", support, actor=actor)


def get_support(session: Session, support_id: int, actor: User) -> RentSupport:
    """The support, or what stands in its place: for those who serve its household."""
    support = declared.find_standing(session, RentSupport, support_id)
    if not actor.sees_centre(support.household.centre_id):
        raise Forbidden(OTHER_CENTRE)
    return support


def supports_of(session: Session, household: Household) -> Sequence[RentSupport]:
    """Every support of the household, those that were replaced too."""
    return declared.all_of(session, RentSupport, RentSupport.household_id == household.id)


def supports_during(session: Session, household_id: int, period: OpenPeriod) -> Sequence[RentSupport]:
    """What the household gets, as it stands, on any day of the period; what began first is first."""
    stands = (RentSupport.household_id == household_id, RentSupport.superseded_at.is_(None))
    query = select(RentSupport).options(joinedload(RentSupport.recorded_by)).where(*stands)
    found = session.scalars(query.order_by(RentSupport.starts_on, RentSupport.id))
    return [support for support in found if support.period.overlaps(period)]


def blocking_kinds(session: Session) -> frozenset[SupportKind]:
    """The kinds that keep a household from an award now."""
    latest = session.scalar(select(BlockingSupport).order_by(BlockingSupport.id.desc()).limit(1))
    return BLOCKING_AT_FIRST if latest is None else frozenset(map(SupportKind, latest.kinds))


def may_set_blocking_kinds(actor: User) -> bool:
    """Whether this person administers the whole programme."""
    return actor.serves_programme(Permission.ADMINISTER)


def set_blocking_kinds(session: Session, kinds: Collection[SupportKind], *, actor: User, at: datetime) -> None:
    """From now on it is these, in every centre. What was awarded stays as it is. Raises Forbidden."""
    if not may_set_blocking_kinds(actor):
        raise Forbidden(NOT_FOR_EVERYBODY)
    chosen = [kind.value for kind in SupportKind if kind in kinds]
    setting = BlockingSupport(kinds=chosen, set_by=actor, set_at=at)
    session.add(setting)
    record(session, "set-blocking-support", setting, actor=actor)


def _check(details: SupportDetails) -> None:
    declared.check(details)
    if details.amount == 0:
        raise Refused(Sentence(N_("Enter an amount above 0")), field="amount")
