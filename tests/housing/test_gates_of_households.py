"""What the papers and leases of households make of their days, on both databases, by two queries for all of them."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import DAY
from core.structure import Centre
from housing.gates import Gate
from housing.lease_ends import EndedBy, EndReason
from housing.models import Lease, Listing
from housing.services.households.gates import Passage, next_gate_of, passage_of, passages
from housing.services.leases.lease_ends import LeaseEnd, end_lease
from housing.services.leases.leases import LeaseTerms, record_acceptance, record_declaration, sign_lease
from people.identifiers import IdentifierKind
from people.models import Household, HouseholdStage, Identifier, ProtectionStatus
from people.services.stages import StageDetails, move_stage
from people.stages import Stage, StageFact, StageReason
from tests.support.rows import NOW, TODAY, add_account, add_centre, add_household, add_listing, add_user
from tests.support.statements import counted

ON = TODAY + timedelta(days=100)


def write_paper(household: Household, kind: IdentifierKind, value: str = "090000045", **facts: object) -> Identifier:
    """A paper of the first member, checked when the household was taken in unless said otherwise."""
    checked_by = facts.pop("checked_by", None)
    known = {"created_at": NOW} | facts
    paper = Identifier(person=household.members[0].person, kind=kind, value=value, checked_by=checked_by, **known)
    paper.checked_on = TODAY if checked_by else None
    return paper


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    return add_household(session, centre, taken_in_on=TODAY)


@pytest.fixture
def lost(session: Session, household: Household) -> Callable[[date], dict[Gate, int]]:
    """The gates at which days were lost up to a day."""

    def ask(on: date = ON) -> dict[Gate, int]:
        session.flush()
        found = passage_of(session, household, on=on)
        return {gate: found.days(gate) for gate in Gate if found.days(gate)}

    return ask


def let(session: Session, household: Household, listing: Listing, officer: User, signed_on: date) -> Lease:
    starts_on = signed_on + timedelta(days=5)
    terms = LeaseTerms(listing.monthly_rent, None, signed_on, starts_on, starts_on + timedelta(days=400))
    at = NOW + max(signed_on - TODAY, timedelta())
    return sign_lease(session, listing, household, terms, actor=officer, at=at)


def leave(session: Session, lease: Lease, officer: User, day: int) -> None:
    """The lease ends on a day, by a court."""
    end = LeaseEnd(TODAY + timedelta(days=day) - DAY, EndedBy.OTHERS, EndReason.UNPAID)
    end_lease(session, lease, end, actor=officer, at=NOW + timedelta(days=100))
    session.flush()


def test_from_papers_to_an_accepted_lease(session: Session, household: Household, listing: Listing, officer, lost):
    assert lost() == {Gate.AFM: 100}
    session.add(write_paper(household, IdentifierKind.AFM, created_at=NOW + timedelta(days=10)))
    assert lost() == {Gate.AFM: 10, Gate.ACCOUNT: 90}
    add_account(session, household)
    household.account.created_at = NOW + timedelta(days=15)
    session.add(write_paper(household, IdentifierKind.PERMIT, "Α 123", valid_until=TODAY + timedelta(days=90)))
    assert lost() == {Gate.AFM: 10, Gate.ACCOUNT: 5, Gate.SIGNED: 75, Gate.PERMIT: 10}
    lease = let(session, household, listing, officer, TODAY + timedelta(days=30))
    assert lost() == {Gate.AFM: 10, Gate.ACCOUNT: 5, Gate.SIGNED: 15, Gate.DECLARED: 60, Gate.PERMIT: 10}
    record_declaration(session, lease, number="1", declared_on=TODAY + timedelta(days=50), on=ON, actor=officer)
    record_acceptance(session, lease, accepted_on=TODAY + timedelta(days=60), on=ON, actor=officer)
    by_step = {Gate.SIGNED: 15, Gate.DECLARED: 20, Gate.ACCEPTED: 10}
    assert lost() == {Gate.AFM: 10, Gate.ACCOUNT: 5, Gate.PERMIT: 10} | by_step
    assert lost(TODAY) == {}


def test_papers_brought_along_served_from_the_first_day(session: Session, household: Household, lost):
    session.add(write_paper(household, IdentifierKind.AFM, created_at=NOW + timedelta(hours=2)))
    assert lost() == {Gate.ACCOUNT: 100}


def test_an_account_serves_once_it_is_the_household_s(session: Session, household: Household, lost):
    session.add(write_paper(household, IdentifierKind.AFM))
    session.add(write_paper(household, IdentifierKind.IBAN, "GR1601101250000000012300695", holder="Amal Haddad"))
    assert lost() == {Gate.ACCOUNT: 100}
    add_account(session, household, iban="GR1499900000000000000000001")
    assert lost() == {Gate.PERMIT: 100}


def test_who_needs_no_permit_is_not_asked_for_one(session: Session, household: Household, lost):
    session.add(write_paper(household, IdentifierKind.AFM))
    add_account(session, household)
    household.members[0].person.protection_status = ProtectionStatus.NONE
    assert lost() == {Gate.SIGNED: 100}


def test_a_child_s_number_is_not_the_household_s(session: Session, centre: Centre):
    family = add_household(session, centre, births=("2012-01-01",))
    session.add(write_paper(family, IdentifierKind.AFM))
    session.flush()
    assert passage_of(session, family, on=ON).next is Gate.AFM


def test_an_unchecked_number_passes_and_says_so(session: Session, household: Household, officer: User):
    session.add(write_paper(household, IdentifierKind.AFM))
    session.add(write_paper(household, IdentifierKind.PERMIT, "Α 123", checked_by=officer))
    session.flush()
    standing = passage_of(session, household, on=ON).standing
    assert [(gate.value, one.is_met, one.is_seen) for gate, one in standing.items()][:3] == [
        ("afm", True, False), ("account", False, False), ("permit", True, True),
    ]  # fmt: skip


def test_the_law_s_last_days_stand_at_the_lease_s_gates(session: Session, household, listing, officer):
    assert all(passage_of(session, household, on=ON).due_on(gate) is None for gate in Gate)
    lease = let(session, household, listing, officer, date(2026, 11, 20))
    found = passage_of(session, household, on=ON)
    assert {gate: found.due_on(gate) for gate in Gate if found.due_on(gate)} == {Gate.DECLARED: date(2026, 12, 31)}
    record_declaration(session, lease, number="1", declared_on=date(2026, 12, 1), on=ON, actor=officer)
    found = passage_of(session, household, on=ON)
    assert {gate: found.due_on(gate) for gate in Gate if found.due_on(gate)} == {Gate.ACCEPTED: date(2026, 12, 31)}


def test_two_queries_serve_any_number_of_households(session: Session, centre: Centre, officer: User):
    def ask() -> tuple[list[Passage], int]:
        session.flush()
        with counted(session) as statements:
            found = passages(session, officer, on=ON)
        return found, len(statements)

    add_household(session, centre)
    few = ask()
    for number in range(7):
        family = add_household(session, centre, births=("1990-01-01", "1991-01-01"))
        session.add(write_paper(family, IdentifierKind.AFM, f"{number}"))
    many = ask()
    assert (len(few[0]), len(many[0])) == (1, 8)
    assert few[1] == many[1] == 2


def test_nobody_sees_the_gates_of_another_centre(session: Session, household: Household):
    stranger = add_user(session, StaffRole.HOUSING_OFFICER, add_centre(session, "chania"))
    assert passages(session, stranger, on=ON) == []


def test_two_leases_do_not_double_papers(session: Session, household: Household, centre: Centre, officer: User):
    session.add(write_paper(household, IdentifierKind.AFM))
    leave(session, let(session, household, add_listing(session, centre), officer, TODAY), officer, 40)
    let(session, household, add_listing(session, centre), officer, TODAY + timedelta(days=40))
    found = passage_of(session, household, on=ON)
    assert [proof.gate for proof in found.proofs] == [Gate.AFM, Gate.SIGNED, Gate.SIGNED]


def move(session: Session, household: Household, officer: User, stage: Stage, day: int, reason: StageReason) -> None:
    fact = StageFact(stage, TODAY + timedelta(days=day), reason)
    move_stage(session, household, StageDetails(fact), actor=officer, at=NOW + timedelta(days=100))
    session.flush()


def test_who_has_left_counts_no_further_until_it_is_back(session: Session, household: Household, officer, lost):
    move(session, household, officer, Stage.EXITED, 40, StageReason.MOVED_AWAY)
    assert lost() == {Gate.AFM: 40}
    found = passage_of(session, household, on=ON)
    assert (found.is_with_us, found.next, found.end) == (False, None, TODAY + timedelta(days=40))
    move(session, household, officer, Stage.SEARCHING, 90, StageReason.CAME_BACK)
    assert lost() == {Gate.AFM: 50}
    assert passage_of(session, household, on=ON).next is Gate.AFM


def test_who_is_only_referred_counts_nothing_and_waits_for_nothing(session: Session, household: Household, lost):
    household.stage = Stage.REFERRED
    session.scalars(select(HouseholdStage)).one().stage = Stage.REFERRED
    assert lost() == {}
    assert passage_of(session, household, on=ON).next is None


def test_a_home_that_is_left_is_looked_for_again(session: Session, household: Household, listing, officer, lost):
    session.add_all([write_paper(household, IdentifierKind.AFM), write_paper(household, IdentifierKind.PERMIT, "Α 1")])
    add_account(session, household)
    lease = let(session, household, listing, officer, TODAY)
    record_declaration(session, lease, number="1", declared_on=TODAY, on=ON, actor=officer)
    record_acceptance(session, lease, accepted_on=TODAY, on=ON, actor=officer)
    assert lost() == {}
    leave(session, lease, officer, 60)
    assert lost() == {Gate.SIGNED: 40}
    let(session, household, add_listing(session, household.centre), officer, TODAY + timedelta(days=70))
    assert lost() == {Gate.SIGNED: 10, Gate.DECLARED: 30}


def test_the_next_gate_alone_is_the_same_by_one_query(session: Session, household, listing, officer):
    def ask() -> Gate | None:
        session.flush()
        with counted(session) as statements:
            gate = next_gate_of(session, household, on=ON)
        assert len(statements) == 1
        assert gate is passage_of(session, household, on=ON).next
        return gate

    assert ask() is Gate.AFM
    session.add_all([write_paper(household, IdentifierKind.AFM), write_paper(household, IdentifierKind.PERMIT, "Α 1")])
    add_account(session, household)
    assert ask() is Gate.SIGNED
    lease = let(session, household, listing, officer, TODAY)
    assert ask() is Gate.DECLARED
    leave(session, lease, officer, 60)
    assert ask() is Gate.SIGNED
    let(session, household, add_listing(session, household.centre), officer, ON - timedelta(days=2))
    assert ask() is Gate.DECLARED
