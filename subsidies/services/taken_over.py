"""Awards that were decided before or outside this service are taken over as they were given, months paid and all.

Another person approves them like any other.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.audit import record
from core.auth.models import User
from core.db import in_parts, lock_row
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Lease
from subsidies.models import STANDING, AwardOrigin, AwardStatus, Instalment, Payee, SchemeVersion, SubsidyAward
from subsidies.rules.calendar import due_day, pay_day
from subsidies.rules.case import Kind
from subsidies.rules.scheme import SchemeStatus, Terms
from subsidies.rules.taken_over import TakenOverAward, TakenOverMonth
from subsidies.services.cases import case_of
from subsidies.services.lease_months import why_outside
from subsidies.services.replacing import PAID_FROM_HERE, give_way, is_paid_from_here
from subsidies.services.schemes import load_scheme

NOT_AWARDED = N_("Nothing was ever awarded by the scheme %(scheme)s: it is a draft, or another body's benefit.")
AS_GIVEN = N_("Decided before, and taken over as “%(source)s” gives it.")
JUST_DECIDED = N_("Somebody has just decided about award %(number)s: send the file once more.")
COMPUTED_HERE = N_("Award %(number)s for this lease was prepared here: nothing is taken over beside it.")


@dataclass(frozen=True, slots=True)
class StandingAwards:
    """What is there for a lease: the award in force, and the one that waits for approval."""

    approved: SubsidyAward | None = None
    waiting: SubsidyAward | None = None

    @property
    def both(self) -> list[SubsidyAward]:
        """Those of the two that are there."""
        return [award for award in (self.approved, self.waiting) if award is not None]


def take_over_award(
    session: Session,
    lease: Lease,
    version: SchemeVersion,
    given: TakenOverAward,
    *,
    source: str,
    actor: User | None,
    at: datetime,
    there: StandingAwards | None = None,
) -> SubsidyAward:
    """The award as it was given, to be approved by another person; the same once more changes nothing.

    One that was taken over and says otherwise gives way: at once while it waits, else with the approval of the new one.
    `there` is what stands for the lease, where that was looked up in this transaction. Raises Refused for what the
    scheme never awarded or the lease does not cover, beside an award that was prepared here, and once runs pay the one
    in force.
    """
    if there is None:
        there = standing_awards(session, [lease.id]).get(lease.id, StandingAwards())
    if (same := find_as_given(there, version, given)) is not None:
        return same
    refuse_draft(version)
    _refuse_outside(lease, given)
    refuse_beside(session, there, version, given)
    if there.waiting is not None:
        _set_aside(session, there.waiting, actor=actor, at=at)
    if there.approved is not None and is_as_given(there.approved, version, given):
        return there.approved
    award = SubsidyAward(
        lease=lease,
        scheme_version=version,
        decided_on=given.decided_on,
        starts_on=given.starts_on,
        ends_on=given.ends_on,
        payee=_payee(given),
        case=taken_over_case(lease, version, given),
        origin=AwardOrigin.TAKEN_OVER,
        source=source,
        supersedes=there.approved,
        prepared_by=actor,
        prepared_at=at,
        instalments=[_instalment(row, load_scheme(version).terms, given, source) for row in given.months],
    )
    session.add(award)
    record(session, "take-over-award", award, actor=actor)
    return award


def _set_aside(session: Session, waiting: SubsidyAward, *, actor: User | None, at: datetime) -> None:
    """What waits for its approval gives way, unless somebody decided about it a moment ago."""
    lock_row(session, waiting)
    if waiting.status is not AwardStatus.PREPARED:
        raise Refused(Sentence(JUST_DECIDED, {"number": waiting.id}))
    give_way(session, waiting, actor=actor, at=at)


def refuse_draft(version: SchemeVersion) -> None:
    """Raise Refused where nothing was ever awarded by a scheme."""
    if load_scheme(version).status not in (SchemeStatus.ACTIVE, SchemeStatus.HISTORICAL):
        raise Refused(Sentence(NOT_AWARDED, {"scheme": version.key}))


def _refuse_outside(lease: Lease, given: TakenOverAward) -> None:
    for row in given.months:
        if why := why_outside(lease, row.month, is_paid=row.paid_on is not None):
            raise Refused(why.sentence)


def refuse_beside(session: Session, there: StandingAwards, version: SchemeVersion, given: TakenOverAward) -> None:
    """Raise Refused where what is there for the lease cannot give way to another one."""
    for award in there.both:
        if not award.is_taken_over:
            raise Refused(Sentence(COMPUTED_HERE, {"number": award.id}))
    approved = there.approved
    if approved is not None and not is_as_given(approved, version, given) and is_paid_from_here(session, approved):
        raise Refused(Sentence(PAID_FROM_HERE, {"number": approved.id}))


def standing_awards(session: Session, lease_ids: Iterable[int]) -> dict[int, StandingAwards]:
    """By lease what stands for it."""
    standing = select(SubsidyAward).where(SubsidyAward.status.in_(STANDING)).order_by(SubsidyAward.id)
    whole = standing.options(joinedload(SubsidyAward.scheme_version), selectinload(SubsidyAward.instalments))
    found: dict[int, dict[AwardStatus, SubsidyAward]] = {}
    for part in in_parts(lease_ids):
        for award in session.scalars(whole.where(SubsidyAward.lease_id.in_(part))):
            found.setdefault(award.lease_id, {})[award.status] = award
    return {
        lease_id: StandingAwards(awards.get(AwardStatus.APPROVED), awards.get(AwardStatus.PREPARED))
        for lease_id, awards in found.items()
    }


def find_as_given(there: StandingAwards, version: SchemeVersion, given: TakenOverAward) -> SubsidyAward | None:
    """What was taken over last, where it says the same."""
    last = [award for award in there.both[-1:] if award.is_taken_over and is_as_given(award, version, given)]
    return last[0] if last else None


def is_as_given(award: SubsidyAward, version: SchemeVersion, given: TakenOverAward) -> bool:
    """Whether the award says the same."""
    months = tuple(
        TakenOverMonth(Kind(row.kind), row.month, row.amount, row.paid_elsewhere_on) for row in award.instalments
    )
    days = award.decided_on, award.starts_on, award.ends_on
    return (
        award.scheme_version.key == version.key
        and (days, award.payee) == ((given.decided_on, given.starts_on, given.ends_on), _payee(given))
        and set(months) == set(given.months)
    )


def taken_over_case(lease: Lease, version: SchemeVersion, given: TakenOverAward) -> dict[str, Any]:
    """The case of the lease as it is known, with what was paid: by it a recovery would be reckoned."""
    paid = [
        {"month": f"{row.month:%Y-%m}", "kind": str(row.kind), "amount": str(row.amount)}
        for row in given.months
        if row.paid_on is not None
    ]
    return {**case_of(lease, version.key, given.decided_on), "ends_on": given.ends_on.isoformat(), "paid": paid}


def _payee(given: TakenOverAward) -> Payee:
    return Payee.LANDLORD if given.to_landlord else Payee.HOUSEHOLD


def _instalment(row: TakenOverMonth, terms: Terms, given: TakenOverAward, source: str) -> Instalment:
    """What was paid has the plain pay day of its month; what is to be paid none before the award."""
    is_paid = row.paid_on is not None
    return Instalment(
        kind=row.kind,
        month=row.month,
        due_on=pay_day(terms.pay_day, row.month) if is_paid else due_day(terms.pay_day, row.month, given.starts_on),
        amount=row.amount,
        because=[Sentence(AS_GIVEN, {"source": source}).as_json()],
        parts=[],
        paid_elsewhere_on=row.paid_on,
        paid_elsewhere_source=source if is_paid else None,
    )
