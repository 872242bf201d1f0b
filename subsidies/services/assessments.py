"""What a lease would bring under a scheme, and what stands in the way of awarding it. Decides nothing."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import exists, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Lease
from people.models import Household
from subsidies.models import STANDING, AwardStatus, Payee, SchemeVersion, SubsidyAward
from subsidies.rules.case import Case
from subsidies.rules.case_file import CaseError, read_case
from subsidies.rules.quote import Quote
from subsidies.rules.schedule import quote
from subsidies.rules.scheme import Scheme, SchemeStatus
from subsidies.services.cases import case_of
from subsidies.services.other_support import OtherSupport, blocked_by, support_beside
from subsidies.services.payees import payee_account
from subsidies.services.schemes import load_scheme


@dataclass(frozen=True, slots=True)
class Assessment:
    """A quote for one lease on one day, with everything it rests on."""

    lease: Lease
    version: SchemeVersion
    scheme: Scheme
    facts: dict[str, Any]  # as `stegi quote` reads them, and an award keeps them
    case: Case  # what is read of them
    quote: Quote


def assess_lease(lease: Lease, version: SchemeVersion, on: date) -> Assessment:
    """The quote by which an award would be decided on the day. Raises Refused when what is known contradicts itself."""
    scheme = load_scheme(version)
    facts = case_of(lease, scheme.key, on)
    try:
        case = read_case(facts, {scheme.key: scheme})
    except CaseError as error:
        raise Refused(
            Sentence(N_("What is written down about the household does not fit: %(why)s"), {"why": error.sentence})
        ) from error
    return Assessment(lease, version, scheme, facts, case, quote(scheme, case))


def find_standing_award(session: Session, lease: Lease) -> SubsidyAward | None:
    """The award for this lease; not the one that may wait to take its place."""
    standing = SubsidyAward.lease_id == lease.id, SubsidyAward.status.in_(STANDING)
    return session.scalar(select(SubsidyAward).where(*standing).order_by(SubsidyAward.id).limit(1))


def awards_of_lease(session: Session, lease: Lease) -> Sequence[SubsidyAward]:
    """All that were ever prepared for it, the earliest first."""
    return session.scalars(
        select(SubsidyAward).where(SubsidyAward.lease_id == lease.id).order_by(SubsidyAward.id)
    ).all()


def last_returned(awards: Sequence[SubsidyAward]) -> SubsidyAward | None:
    """The latest of a lease's awards, if it was returned: whoever prepares the next one reads why."""
    return awards[-1] if awards and awards[-1].status is AwardStatus.RETURNED else None


def leases_without_award(session: Session, actor: User, on: date) -> list[Lease]:
    """The running leases of the households this person serves that no award was prepared for, the earliest first."""
    has_award = exists().where(SubsidyAward.lease_id == Lease.id, SubsidyAward.status.in_(STANDING))
    query = (
        select(Lease)
        .join(Lease.household)
        .options(joinedload(Lease.household), joinedload(Lease.listing))
        .where(actor.sees(Household.centre_id), Lease.ends_on > on, ~has_award)
    )
    return list(session.scalars(query.order_by(Lease.starts_on, Lease.id)))


def case_behind(award: SubsidyAward) -> Case:
    """The case that a stored award rests on."""
    scheme = load_scheme(award.scheme_version)
    return read_case(award.case, {scheme.key: scheme})


def support_beside_quote(session: Session, assessment: Assessment) -> Sequence[OtherSupport]:
    """What others pay towards the rent on days that the award would be for."""
    award = assessment.quote.award
    return support_beside(session, assessment.lease.household, award.starts_on, award.ends_on)


def obstacles(
    awards: Sequence[SubsidyAward], assessment: Assessment, payee: Payee, beside: Sequence[OtherSupport]
) -> list[Sentence]:
    """Everything that keeps the lease from one more award, all at once; `beside` is what others pay."""
    return [
        *_other_award(awards),
        *_scheme_and_quote(assessment),
        *_account(assessment, payee),
        *blocked_by(beside),
    ]


def _other_award(awards: Sequence[SubsidyAward]) -> Iterator[Sentence]:
    other = next((award for award in awards if award.status in STANDING), None)
    if other is not None:
        yield Sentence(N_("Award %(number)s is already there for this lease."), {"number": other.id})


def _scheme_and_quote(assessment: Assessment) -> Iterator[Sentence]:
    if assessment.scheme.status is not SchemeStatus.ACTIVE:
        yield Sentence(N_("Nothing is awarded by the scheme %(scheme)s."), {"scheme": assessment.scheme.key})
    yield from (reason.sentence for reason in assessment.quote.reasons)
    if assessment.quote.is_eligible and not assessment.quote.instalments:
        yield Sentence(N_("Nothing would be paid: the lease covers no day of the award."))


def _account(assessment: Assessment, payee: Payee) -> Iterator[Sentence]:
    try:
        payee_account(assessment.lease, payee)
    except Refused as refusal:
        yield refusal.sentence
