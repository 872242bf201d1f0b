"""Numbers of persons: one person's once, two persons' with a warning, valid for a time, checked by somebody."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from people.identifiers import IdentifierKind
from people.models import Household, Person
from people.services.identifiers import (
    PAPERS_END_SOON,
    IdentifierDetails,
    add_identifier,
    change_identifier,
    check_paper,
    get_identifier,
    identifiers_of,
    papers_ending,
)
from people.services.members import move_members
from people.services.shared_numbers import NumberHolder, shared_numbers_of
from tests.support import rows
from tests.support.rows import NOW, TODAY

AFM = IdentifierDetails(IdentifierKind.AFM, "EL094429812")
PERMIT = IdentifierDetails(IdentifierKind.PERMIT, "A 1234567")


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session), births=("1990-02-01", "2019-05-05"))


@pytest.fixture
def person(household: Household) -> Person:
    return household.members[0].person


@pytest.fixture
def officer(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)


def test_the_same_number_of_the_same_person_is_refused(session: Session, person: Person, officer: User):
    add_identifier(session, person, AFM, actor=officer, at=NOW)
    with pytest.raises(Refused, match="already") as refusal:
        add_identifier(session, person, replace(AFM, value="094429812"), actor=officer, at=NOW)
    assert refusal.value.field == "value"
    amka_like = add_identifier(
        session, person, IdentifierDetails(IdentifierKind.CASE, "094429812"), actor=officer, at=NOW
    )
    assert len(identifiers_of(session, [person.id])) == 2
    with pytest.raises(Refused, match="already"):
        change_identifier(session, amka_like, AFM, actor=officer, at=NOW)


def test_the_same_number_of_two_people_is_said_with_the_others_household(
    session: Session, household: Household, person: Person, officer: User
):
    other = rows.add_household(session, household.centre, "Saleh")
    foreign = rows.add_household(session, rows.add_centre(session, "chania"), "Rasuli")
    own = add_identifier(session, person, AFM, actor=officer, at=NOW)
    assert shared_numbers_of(session, [own], officer) == {}
    for somebody in (other, foreign):
        add_identifier(session, somebody.members[0].person, AFM, actor=officer, at=NOW)
    same_digits = IdentifierDetails(IdentifierKind.CASE, "094429812")
    add_identifier(session, household.members[1].person, same_digits, actor=officer, at=NOW)
    assert shared_numbers_of(session, [own], officer) == {
        own.id: [NumberHolder(other.id, other.reference), NumberHolder(None, None)]
    }
    assert shared_numbers_of(session, [], officer) == {}


@pytest.mark.parametrize(
    ("valid_from", "valid_until", "is_taken"),
    [
        pytest.param(None, None, True, id="no-days"),
        pytest.param(TODAY, TODAY + timedelta(days=1), True, id="one-day"),
        pytest.param(TODAY, TODAY, False, id="no-day"),
        pytest.param(None, date(2020, 1, 1), True, id="ended-long-ago"),
    ],
)
def test_a_paper_is_valid_for_a_day_at_least(
    session: Session, person: Person, officer: User, valid_from: date | None, valid_until: date | None, is_taken: bool
):
    details = replace(PERMIT, valid_from=valid_from, valid_until=valid_until)
    if is_taken:
        assert add_identifier(session, person, details, actor=officer, at=NOW).period.ends_on == valid_until
    else:
        with pytest.raises(Refused) as refusal:
            add_identifier(session, person, details, actor=officer, at=NOW)
        assert refusal.value.field == "last_day"


def test_who_checked_which_paper_stays_until_the_number_changes(session: Session, person: Person, officer: User):
    permit = add_identifier(session, person, PERMIT, actor=officer, at=NOW)
    check_paper(session, permit, paper="Residence permit", on=TODAY, actor=officer)
    assert (permit.paper, permit.checked_on, permit.checked_by) == ("Residence permit", TODAY, officer)
    change_identifier(session, permit, replace(PERMIT, valid_until=date(2027, 1, 1)), actor=officer, at=NOW)
    assert permit.checked_by is officer
    change_identifier(session, permit, replace(PERMIT, value="A 1234568"), actor=officer, at=NOW)
    assert (permit.checked_on, permit.checked_by) == (None, None)


def test_a_number_is_opened_by_those_who_serve_its_person(session: Session, person: Person, officer: User):
    number = add_identifier(session, person, AFM, actor=officer, at=NOW)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert get_identifier(session, number.id, officer, TODAY) is number
    with pytest.raises(Forbidden):
        get_identifier(session, number.id, stranger, TODAY)
    with pytest.raises(NotFound):
        get_identifier(session, 404, officer, TODAY)


@pytest.mark.parametrize(
    ("ends_in", "is_due"),
    [
        pytest.param(-PAPERS_END_SOON - timedelta(days=1), False, id="ended-long-ago"),
        pytest.param(-PAPERS_END_SOON, True, id="ended-lately-enough"),
        pytest.param(timedelta(0), True, id="ended-yesterday"),
        pytest.param(timedelta(days=1), True, id="last-day-today"),
        pytest.param(PAPERS_END_SOON, True, id="just-soon-enough"),
        pytest.param(PAPERS_END_SOON + timedelta(days=1), False, id="later"),
    ],
)
def test_a_paper_that_ends_soon_is_due(
    session: Session, household: Household, person: Person, officer: User, ends_in: timedelta, is_due: bool
):
    details = replace(PERMIT, valid_until=TODAY + ends_in)
    permit = add_identifier(session, person, details, actor=officer, at=NOW)
    assert papers_ending(session, officer, on=TODAY) == ([(permit, household)] if is_due else [])


@pytest.mark.parametrize(
    ("later", "is_due"),
    [
        pytest.param({"valid_until": TODAY + timedelta(days=700)}, False, id="renewed"),
        pytest.param({"valid_until": None}, False, id="renewed-without-end"),
        pytest.param({"valid_until": TODAY + timedelta(days=1)}, True, id="the-other-ends-before"),
        pytest.param({"valid_until": None, "kind": IdentifierKind.PASSPORT}, True, id="of-another-kind"),
    ],
)
def test_a_paper_that_a_later_one_follows_is_not_asked_for(
    session: Session, household: Household, person: Person, officer: User, later: dict, is_due: bool
):
    ends_on = TODAY + timedelta(days=5)
    permit = add_identifier(session, person, replace(PERMIT, valid_until=ends_on), actor=officer, at=NOW)
    add_identifier(session, person, replace(PERMIT, value="B7654321", valid_from=None, **later), actor=officer, at=NOW)
    asked_for = [paper for paper, _home in papers_ending(session, officer, on=TODAY)]
    assert (permit in asked_for) is is_due


def test_papers_are_due_where_the_person_lives_now(session: Session, household: Household, officer: User):
    chania = rows.add_household(session, rows.add_centre(session, "chania"))
    there = rows.add_user(session, StaffRole.HOUSING_OFFICER, chania.centre)
    child = household.members[1]
    details = replace(PERMIT, valid_until=TODAY + timedelta(days=5))
    add_identifier(session, child.person, details, actor=officer, at=NOW)
    move_members(session, [child], chania, on=TODAY, actor=officer)
    assert papers_ending(session, officer, on=TODAY) == []
    assert [home for _paper, home in papers_ending(session, there, on=TODAY)] == [chania]
