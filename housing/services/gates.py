"""How households come through the gates to their subsidy: their papers and leases become plain days, `housing.gates`
says what is lost at which.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import groupby
from typing import Any

from sqlalchemy import ColumnElement, Row, Select, and_, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import day_of
from housing.gates import (
    Gate,
    LeaseDays,
    PaperDays,
    Proof,
    Span,
    Standing,
    can_be_passed,
    lease_proofs,
    lost_days,
    met_days,
    next_gate,
    paper_proof,
    standings,
)
from housing.models import Lease
from housing.tenancy import acceptance_due_on, declaration_due_on
from people.identifiers import IdentifierKind
from people.models import Household, HouseholdMember, Identifier, Person, ProtectionStatus

_GATES = {IdentifierKind.AFM: Gate.AFM, IdentifierKind.IBAN: Gate.ACCOUNT, IdentifierKind.PERMIT: Gate.PERMIT}


@dataclass(frozen=True)
class Passage:
    """One household's way through the gates, up to a day."""

    household_id: int
    centre_id: int
    counted: Sequence[Span]  # when the programme works with it
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
        return next_gate(self.standing)

    @property
    def first_day(self) -> date | None:
        """Since when its days count."""
        return min((span.starts_on for span in self.counted), default=None)

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
        return can_be_passed(gate, self.standing)

    def due_on(self, gate: Gate) -> date | None:
        """The last day that the law gives for a step that is still to be taken."""
        if self.lease is None or self.standing[gate].is_met:
            return None
        if gate is Gate.DECLARED:
            return declaration_due_on(self.lease.starts_on)
        declared_on = self.lease.declared_on if gate is Gate.ACCEPTED else None
        return acceptance_due_on(declared_on) if declared_on else None


def passage_of(session: Session, household: Household, *, on: date) -> Passage:
    """How one household comes through, by one query."""
    [passage] = _passages(session, Household.id == household.id, on)
    return passage


def passages(session: Session, actor: User, *, on: date) -> list[Passage]:
    """Those of all households this person serves, by one query however many they are."""
    return list(_passages(session, actor.sees(Household.centre_id), on))


def _passages(session: Session, which: ColumnElement[bool], on: date) -> Iterable[Passage]:
    rows = session.execute(_facts().where(which))
    for _id, facts in groupby(rows, key=lambda row: row.household_id):
        yield _passage(list(facts), on)


def _facts() -> Select[*tuple[Any, ...]]:
    """Of each household a row for each paper of each member, as often as it has leases: seldom more than one."""
    is_paper = and_(Identifier.person_id == HouseholdMember.person_id, Identifier.kind.in_(_GATES))
    return (
        select(
            Household.id.label("household_id"),
            Household.centre_id,
            Household.created_at.label("taken_in_at"),
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
            Lease.statutory_ends_on,
            Lease.declared_on,
            Lease.accepted_on,
        )
        .outerjoin(HouseholdMember, HouseholdMember.household_id == Household.id)
        .outerjoin(Person, Person.id == HouseholdMember.person_id)
        .outerjoin(Identifier, is_paper)
        .outerjoin(Lease, Lease.household_id == Household.id)
        .order_by(Household.id, HouseholdMember.id, Identifier.id, Lease.id)
    )


def _passage(rows: Sequence[Row[Any]], on: date) -> Passage:
    first = rows[0]
    members = {row.member_id: row for row in rows if row.member_id}
    papers = {(row.member_id, row.paper_id): row for row in rows if row.paper_id}
    leases = {row.lease_id: _lease_days(row) for row in rows if row.lease_id}
    latest = max(leases, key=lambda key: (leases[key].takes_over_on, key), default=None)
    proofs = [
        *(_permit_of_none(row) for row in members.values() if row.protection_status == ProtectionStatus.NONE),
        *(_proof(row) for row in papers.values() if row.kind is not IdentifierKind.IBAN or row.account_id),
        *lease_proofs(leases.values()),
    ]
    return Passage(
        household_id=first.household_id,
        centre_id=first.centre_id,
        counted=[Span(day_of(first.taken_in_at), on)],
        proofs=proofs,
        lease=leases[latest] if latest else None,
        lease_id=latest,
        on=on,
    )


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
    return written_on if written_on > day_of(row.taken_in_at) else None


def _lease_days(row: Row[Any]) -> LeaseDays:
    return LeaseDays(row.starts_on, row.signed_on, row.statutory_ends_on, row.declared_on, row.accepted_on)
