"""How households come through the gates to their subsidy: their papers and leases become plain days, `housing.gates`
says what is lost at which.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Label, Row, Select, and_, exists, func, select
from sqlalchemy.orm import Session, aliased

from core.auth.models import User
from core.dates import day_of
from housing.gates import (
    WITH_US,
    Gate,
    LeaseDays,
    PaperDays,
    Proof,
    Standing,
    can_be_passed,
    counted_days,
    homes_left,
    lease_proofs,
    lost_days,
    met_days,
    next_gate,
    paper_proof,
    standings,
)
from housing.models import Lease
from housing.spans import Span
from housing.tenancy import acceptance_due_on, declaration_due_on
from people.identifiers import IdentifierKind
from people.models import Household, HouseholdMember, HouseholdStage, Identifier, Person, ProtectionStatus
from people.services.stages import courses
from people.stages import Stage, StageFact

_GATES = {IdentifierKind.AFM: Gate.AFM, IdentifierKind.IBAN: Gate.ACCOUNT, IdentifierKind.PERMIT: Gate.PERMIT}


@dataclass(frozen=True)
class Passage:
    """One household's way through the gates, up to a day."""

    household_id: int
    centre_id: int
    is_with_us: bool  # the programme works with it now
    counted: Sequence[Span]  # when it did, before this day
    proofs: Sequence[Proof]
    lease: LeaseDays | None  # the latest
    lease_id: int | None
    on: date

    @cached_property
    def standing(self) -> dict[Gate, Standing]:
        """How things are at each gate."""
        return standings(self.proofs, self.on)

    @cached_property
    def lost(self) -> dict[Gate, list[Span]]:
        """The days lost at each gate before this one."""
        return lost_days(self.proofs, self.counted)

    @cached_property
    def met(self) -> dict[Gate, list[Span]]:
        """When each gate was met."""
        return met_days(self.proofs, self.counted)

    @property
    def next(self) -> Gate | None:
        """What it waits for now."""
        return next_gate(self.proofs, self.on) if self.is_with_us else None

    @property
    def first_day(self) -> date | None:
        """Since when its days count."""
        return self.counted[0].starts_on if self.counted else None

    @property
    def end(self) -> date | None:
        """The day after the last that counts."""
        return self.counted[-1].ends_on if self.counted else None

    def days(self, gate: Gate) -> int:
        """How many were lost at a gate."""
        return sum(span.days for span in self.lost[gate])

    @property
    def waits_for(self) -> int:
        """How many days it has been waiting at its next gate, without a break."""
        spans = self.lost[self.next] if self.next else []
        return spans[-1].days if spans and spans[-1].ends_on == self.on else 0

    @property
    def all_days(self) -> int:
        """How many were lost."""
        return sum(self.days(gate) for gate in Gate)

    def can_be_passed(self, gate: Gate) -> bool:
        """Whether somebody can do now what the gate asks for."""
        return self.is_with_us and can_be_passed(gate, self.standing)

    def due_on(self, gate: Gate) -> date | None:
        """The last day that the law gives for a step that is still to be taken."""
        if self.lease is None or not self.can_be_passed(gate):
            return None
        if gate is Gate.DECLARED:
            return declaration_due_on(self.lease.starts_on)
        declared_on = self.lease.declared_on if gate is Gate.ACCEPTED else None
        return acceptance_due_on(declared_on) if declared_on else None


def passage_of(session: Session, household: Household, *, on: date) -> Passage:
    """How one household comes through, by two queries."""
    [passage] = _passages(session, Household.id == household.id, on)
    return passage


def passages(session: Session, actor: User, *, on: date) -> list[Passage]:
    """Those of all households this person serves, by two queries however many they are; of a family that was written
    down twice that of the household that leads.
    """
    return list(_passages(session, and_(actor.sees(Household.centre_id), Household.same_as_id.is_(None)), on))


def next_gate_of(session: Session, household: Household, *, on: date) -> Gate | None:
    """What a household waits for now, by one query: of its history only when it left a home is asked."""
    rows = session.execute(_facts().add_columns(_last_left_on()).where(Household.id == household.id)).all()
    left_on = [rows[0].last_left_on] if rows[0].last_left_on else []
    return next_gate([*_paper_proofs(rows), *lease_proofs(_leases(rows).values(), left_on)], on)


def _passages(session: Session, which: ColumnElement[bool], on: date) -> Iterable[Passage]:
    course = courses(session, which)
    rows = session.execute(_facts().where(which))
    for household_id, facts in groupby(rows, key=lambda row: row.household_id):
        yield _passage(list(facts), course.get(household_id, ()), on)


def _facts() -> Select[*tuple[Any, ...]]:
    """Of each household a row for each paper of each member, as often as it has leases: seldom more than one."""
    is_paper = and_(Identifier.person_id == HouseholdMember.person_id, Identifier.kind.in_(_GATES))
    return (
        select(
            Household.id.label("household_id"),
            Household.centre_id,
            Household.created_at.label("known_at"),
            Household.stage,
            Household.account_id,
            HouseholdMember.id.label("member_id"),
            HouseholdMember.joined_on,
            HouseholdMember.left_on,
            Person.born_on,
            Person.protection_status,
            Identifier.id.label("paper_id"),
            Identifier.kind,
            Identifier.created_at.label("written_at"),
            Identifier.valid_from,
            Identifier.valid_until,
            Identifier.checked_on,
            Lease.id.label("lease_id"),
            Lease.starts_on,
            Lease.signed_on,
            Lease.ends_on.label("lease_ends_on"),
            Lease.declared_on,
            Lease.accepted_on,
        )
        .outerjoin(HouseholdMember, HouseholdMember.household_id == Household.id)
        .outerjoin(Person, Person.id == HouseholdMember.person_id)
        .outerjoin(Identifier, is_paper)
        .outerjoin(Lease, Lease.household_id == Household.id)
        .order_by(Household.id, HouseholdMember.id, Identifier.id, Lease.id)
    )


def _last_left_on() -> Label[date]:
    """When it began to look for a home again: only then a reason stands beside that."""
    instead = aliased(HouseholdStage)
    holds = ~exists().where(instead.supersedes_id == HouseholdStage.id)
    looks_again = HouseholdStage.stage == Stage.SEARCHING, HouseholdStage.reason.is_not(None)
    query = select(func.max(HouseholdStage.since_on)).where(HouseholdStage.household_id == Household.id)
    return query.where(*looks_again, holds).correlate(Household).scalar_subquery().label("last_left_on")


def _passage(rows: Sequence[Row[Any]], course: Sequence[StageFact], on: date) -> Passage:
    leases = _leases(rows)
    latest = max(leases, key=lambda key: (leases[key].takes_over_on, key), default=None)
    return Passage(
        household_id=rows[0].household_id,
        centre_id=rows[0].centre_id,
        is_with_us=rows[0].stage in WITH_US,
        counted=counted_days(course, on),
        proofs=[*_paper_proofs(rows), *lease_proofs(leases.values(), homes_left(course))],
        lease=leases[latest] if latest else None,
        lease_id=latest,
        on=on,
    )


def _leases(rows: Sequence[Row[Any]]) -> dict[int, LeaseDays]:
    return {row.lease_id: _lease_days(row) for row in rows if row.lease_id}


def _paper_proofs(rows: Sequence[Row[Any]]) -> list[Proof]:
    members = {row.member_id: row for row in rows if row.member_id}
    papers = {(row.member_id, row.paper_id): row for row in rows if row.paper_id}
    return [
        *(_permit_of_none(row) for row in members.values() if row.protection_status == ProtectionStatus.NONE),
        *(_proof(row) for row in papers.values() if row.kind is not IdentifierKind.IBAN or row.account_id),
    ]


def _proof(row: Row[Any]) -> Proof:
    """Of an account no paper is checked: the bank's own file says whose it is."""
    days = PaperDays(row.born_on, _known_since(row), row.valid_from, row.valid_until, row.joined_on, row.left_on)
    return paper_proof(_GATES[row.kind], days, is_seen=row.kind is IdentifierKind.IBAN or row.checked_on is not None)


def _permit_of_none(row: Row[Any]) -> Proof:
    """Of a citizen no permit is asked."""
    return paper_proof(Gate.PERMIT, PaperDays(row.born_on, joined_on=row.joined_on, left_on=row.left_on))


def _known_since(row: Row[Any]) -> date | None:
    """What was brought along when the household came into these books served before as well."""
    written_on = day_of(row.written_at)
    return written_on if written_on > day_of(row.known_at) else None


def _lease_days(row: Row[Any]) -> LeaseDays:
    return LeaseDays(row.starts_on, row.signed_on, row.lease_ends_on, row.declared_on, row.accepted_on)
