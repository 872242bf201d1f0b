"""Awards: prepared from a quote by one person, approved or returned by another, never edited."""

from datetime import date, datetime
from functools import reduce

from sqlalchemy import Select, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.errors import Forbidden, NotFound, Refused
from core.money import round_cents
from core.paging import Page, take_page
from core.text import N_, Sentence
from housing.models import Lease
from people.models import Household
from subsidies.models import (
    Account,
    AwardStatus,
    Instalment,
    Payee,
    Payment,
    PaymentStatus,
    SchemeVersion,
    SubsidyAward,
)
from subsidies.rules import quote as rules
from subsidies.rules.case import Kind
from subsidies.rules.parts import Part
from subsidies.services import ledger
from subsidies.services.approval import decide, refuse_undecidable
from subsidies.services.assessments import assess_lease, awards_of_lease, obstacles, support_beside_quote
from subsidies.services.other_support import refuse_blocked
from subsidies.services.replacing import give_way

LEASE_ENDS = N_("The lease ends with %(day)s, before this award does: return it, so that another is prepared.")


def prepare_award(
    session: Session,
    lease: Lease,
    version: SchemeVersion,
    *,
    on: date,
    actor: User,
    at: datetime,
    payee: Payee = Payee.HOUSEHOLD,
) -> SubsidyAward:
    """Store the decision proposed for a lease, with the inputs and the arithmetic it rests on.

    Raises Refused with everything that stands in the way.
    """
    assessment = assess_lease(lease, version, on)
    before, beside = awards_of_lease(session, lease), support_beside_quote(session, assessment)
    in_the_way = obstacles(before, assessment, payee, beside)
    if in_the_way:
        raise Refused(reduce(_and, in_the_way))
    award = SubsidyAward(
        lease=lease,
        scheme_version=version,
        decided_on=on,
        starts_on=assessment.quote.award.starts_on,
        ends_on=assessment.quote.award.ends_on,
        payee=payee,
        case=assessment.facts,
        prepared_by=actor,
        prepared_at=at,
        instalments=[instalment_of(row) for row in assessment.quote.instalments],
    )
    session.add(award)
    record(session, "prepare-award", award, actor=actor)
    return award


def approve_award(session: Session, award: SubsidyAward, *, actor: User, at: datetime) -> None:
    """Let the award stand: its instalments can be paid, and the sum of those that nobody paid elsewhere is committed.

    It takes the place of the one that it supersedes. Raises Refused when other support that blocks it was declared
    meanwhile, or the lease was ended before it does.
    """
    refuse_blocked(session, award)
    if any(instalment.outlasts_lease for instalment in award.to_pay):
        raise Refused(Sentence(LEASE_ENDS, {"day": award.lease.last_day}))
    if award.supersedes is not None:
        refuse_undecidable(award, actor)
        give_way(session, award.supersedes, actor=actor, at=at)
    decide(session, award, AwardStatus.APPROVED, actor=actor, at=at)
    if award.to_pay:
        committed = ledger.move(award.total_to_pay, debit=Account.COMMITTED, credit=Account.BUDGET)
        ledger.post(session, day_of(at), f"award {award.id} approved", *committed, award_id=award.id)
    record(session, "approve-award", award, actor=actor)


def return_award(session: Session, award: SubsidyAward, *, reason: str, actor: User, at: datetime) -> None:
    """Send the award back with the reason; another may be prepared for the lease."""
    decide(session, award, AwardStatus.RETURNED, actor=actor, at=at, reason=reason)
    record(session, "return-award", award, actor=actor)


def get_award(session: Session, award_id: int, actor: User) -> SubsidyAward:
    """The award, if this person serves the household's centre."""
    award = session.get(SubsidyAward, award_id, options=[selectinload(SubsidyAward.instalments)])
    if award is None:
        raise NotFound(Sentence(N_("There is no such award.")))
    if not actor.sees_centre(award.lease.household.centre_id):
        raise Forbidden(Sentence(N_("This household is served by another centre.")))
    return award


def list_awards(session: Session, actor: User, status: AwardStatus | None = None, page: int = 1) -> Page[SubsidyAward]:
    """A page of the awards of the households this person serves, the latest first."""
    query = _awards(actor)
    return take_page(session, query if status is None else query.where(SubsidyAward.status == status), page)


def awards_to_decide(session: Session, actor: User) -> list[SubsidyAward]:
    """Those that another person prepared and that nobody has decided."""
    query = _awards(actor).where(SubsidyAward.status == AwardStatus.PREPARED)
    return list(session.scalars(query.where(SubsidyAward.prepared_by_id.is_distinct_from(actor.id))))


def _awards(actor: User) -> Select[SubsidyAward]:
    return (
        select(SubsidyAward)
        .join(SubsidyAward.lease)
        .join(Lease.household)
        .options(joinedload(SubsidyAward.lease).joinedload(Lease.household))
        .options(joinedload(SubsidyAward.scheme_version), selectinload(SubsidyAward.instalments))
        .where(actor.sees(Household.centre_id))
        .order_by(SubsidyAward.id.desc())
    )


def living_payments(session: Session, award: SubsidyAward) -> dict[int, Payment]:
    """By instalment the payment that pays it or has paid it."""
    query = select(Payment).join(Payment.instalment).where(Instalment.award_id == award.id)
    living = query.where(Payment.status != PaymentStatus.REJECTED).order_by(Payment.id)
    return {payment.instalment_id: payment for payment in session.scalars(living)}


def instalment_of(row: rules.Instalment) -> Instalment:
    """The row that is stored for an instalment of a quote."""
    return Instalment(
        kind=row.kind,
        month=row.month,
        first_day=row.first_day,
        end_day=row.end_day,
        due_on=row.due_on,
        amount=row.payable,
        because=[sentence.as_json() for sentence in row.because],
        parts=[_part(part) for part in row.parts if row.kind is Kind.MONTHLY],
    )


def _part(part: Part) -> dict[str, object]:
    """For show; the exact figures follow from the case and the scheme's version."""
    return {"monthly": str(round_cents(part.monthly)), "days": part.days, "of": part.of}


def _and(first: Sentence, second: Sentence) -> Sentence:
    return Sentence("%(first)s %(second)s", {"first": first, "second": second})
