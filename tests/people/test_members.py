"""Who belongs to which household, and when: one at a time, with the history kept."""

from dataclasses import replace
from datetime import date, timedelta
from functools import partial

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlalchemy.orm import Session

from core import events
from core.auth.permissions import StaffRole
from core.errors import Forbidden, NotFound, Refused
from people.events import MemberCorrected, MemberJoined, MemberLeft
from people.models import Household, HouseholdMember, Relation
from people.periods import OpenPeriod
from people.services.households import find_household, split_household
from people.services.members import Membership, add_member, change_member, move_members
from people.services.persons import PersonDetails, change_person, get_person, get_person_to_change, memberships_of
from tests.support import rows
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY

SAMI = PersonDetails("Sami", date(2020, 1, 1))


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session), births=("1990-02-01", "2019-05-05"))


@pytest.fixture
def other(session: Session, household: Household) -> Household:
    return rows.add_household(session, household.centre, "Saleh")


@pytest.fixture
def heard(monkeypatch: pytest.MonkeyPatch) -> list[object]:
    """The events that were published."""
    found: list[object] = []
    kinds = (MemberJoined, MemberLeft, MemberCorrected)
    monkeypatch.setattr(events, "_handlers", {kind: [lambda session, event: found.append(event)] for kind in kinds})
    return found


@pytest.mark.parametrize(
    ("relation", "born_on", "is_refused"),
    [
        (Relation.CHILD, date(1990, 2, 1), True), (Relation.CHILD, date(1990, 2, 2), False),
        (Relation.PARENT, date(1990, 2, 1), True), (Relation.PARENT, date(1990, 1, 31), False),
        (Relation.SIBLING, date(1980, 1, 1), False),
    ],
)  # fmt: skip
def test_nobody_is_older_than_a_parent(
    session: Session, household: Household, relation: Relation, born_on: date, is_refused: bool
):
    """Whether one is written down so, comes to be so related, or the days of birth are corrected."""
    household.members[0].relation = Relation.APPLICANT
    said = Membership(relation)
    steps = [
        lambda: add_member(session, household, replace(SAMI, born_on=born_on), said, actor=None, at=NOW),
        lambda: change_member(session, add_member(session, household, replace(SAMI, born_on=born_on, name="Rami"),
                                                  Membership(), actor=None, at=NOW), said, actor=None),
    ]  # fmt: skip
    for step in steps:
        if is_refused:
            with pytest.raises(Refused, match="is not younger") as refusal:
                step()
            assert refusal.value.field == "relation"
        else:
            step()


def test_a_day_of_birth_that_makes_a_child_older_is_refused(session: Session, household: Household):
    parent, child = household.members
    parent.relation, child.relation = Relation.APPLICANT, Relation.CHILD
    session.flush()
    with pytest.raises(Refused, match="is not younger"):
        change_person(session, parent.person, PersonDetails("Amal", child.born_on), actor=None, at=NOW)


def test_who_left_stays_written_down_but_is_away_from_the_first_day_away(session: Session, household: Household):
    child = household.members[1]
    change_member(session, child, Membership(left_on=date(2026, 9, 1)), actor=None)
    session.expire(household)
    assert child in household.members
    assert child in household.present_on(date(2026, 8, 31))
    assert child not in household.present_on(date(2026, 9, 1))


@pytest.mark.parametrize(
    ("person", "membership", "field"),
    [
        pytest.param(PersonDetails("Sami", date(2026, 11, 24)), Membership(), "born_on", id="not-born-yet"),
        pytest.param(
            PersonDetails("Sami", date(2026, 11, 1)),
            Membership(joined_on=date(2026, 10, 31)),
            "joined_on",
            id="here-before-birth",
        ),
        pytest.param(
            SAMI, Membership(joined_on=date(2026, 1, 1), left_on=date(2026, 1, 1)), "left_on", id="away-when-here"
        ),
        pytest.param(SAMI, Membership(left_on=SAMI.born_on), "left_on", id="away-when-born"),
    ],
)
def test_nobody_is_here_before_birth_or_away_before_being_here(
    session: Session, household: Household, person: PersonDetails, membership: Membership, field: str
):
    with pytest.raises(Refused) as refusal:
        add_member(session, household, person, membership, at=NOW, actor=None)
    assert refusal.value.field == field


def test_moving_keeps_the_time_before_where_it_was(session: Session, household: Household, other: Household):
    mother, child = household.members
    moved = move_members(session, [mother, child], other, on=TODAY, actor=None)
    assert household.present_on(TODAY) == []
    assert household.present_on(TODAY - timedelta(days=1)) == [mother, child]
    assert [member.person for member in moved] == [mother.person, child.person]
    assert [member.name for member in other.present_on(TODAY)] == ["Saleh 1", "Haddad 1", "Haddad 2"]
    assert memberships_of(session, child.person) == [moved[1], child]


def test_who_comes_back_belongs_to_the_first_household_twice(session: Session, household: Household, other: Household):
    child = household.members[1]
    there = move_members(session, [child], other, on=date(2026, 3, 1), actor=None)
    move_members(session, there, household, on=date(2026, 6, 1), actor=None)
    days = {date(2026, 2, 28): 2, date(2026, 3, 1): 1, date(2026, 5, 31): 1, date(2026, 6, 1): 2}
    assert {day: len(household.present_on(day)) for day in days} == days


def test_some_found_a_household_of_their_own(session: Session, household: Household):
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    mother, child = household.members
    founded = split_household(session, [child], "Haddad-Saleh", on=TODAY, actor=officer, at=NOW)
    assert (founded.language, founded.centre, founded.name) == (household.language, household.centre, "Haddad-Saleh")
    assert [member.person for member in founded.present_on(TODAY)] == [child.person]
    assert household.present_on(TODAY) == [mother]


@pytest.mark.parametrize(
    ("membership", "is_free"),
    [
        pytest.param(Membership(), False, id="always"),
        pytest.param(Membership(left_on=date(2026, 3, 1)), True, id="until-the-day-of-moving"),
        pytest.param(Membership(left_on=date(2026, 3, 2)), False, id="a-day-too-long"),
        pytest.param(Membership(joined_on=date(2026, 6, 1)), True, id="from-the-day-of-leaving"),
        pytest.param(Membership(joined_on=date(2026, 5, 31)), False, id="a-day-too-early"),
    ],
)
def test_nobody_lives_in_two_households_on_one_day(
    session: Session, household: Household, other: Household, membership: Membership, is_free: bool
):
    child = household.members[1]
    change_member(session, child, Membership(left_on=date(2026, 3, 1)), actor=None)
    session.add(
        HouseholdMember(household=other, person=child.person, joined_on=date(2026, 3, 1), left_on=date(2026, 6, 1))
    )
    session.flush()
    if is_free:
        change_member(session, child, membership, actor=None)
        assert child.period == OpenPeriod(membership.joined_on, membership.left_on)
    else:
        with pytest.raises(Refused, match=other.reference) as refusal:
            change_member(session, child, membership, actor=None)
        assert refusal.value.field == "joined_on"


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.lists(st.integers(1, 60), min_size=1, max_size=6))
def test_however_often_people_move_they_live_in_one_household_a_day(
    session: Session, household: Household, days: list[int]
):
    houses = [household, rows.add_household(session, household.centre)]
    member = add_member(session, household, SAMI, Membership(joined_on=date(2026, 1, 1)), at=NOW, actor=None)
    person, on = member.person, date(2026, 1, 1)
    for number, more in enumerate(days, 1):
        on += timedelta(days=more)
        [member] = move_members(session, [member], houses[number % 2], on=on, actor=None)
    periods = [membership.period for membership in memberships_of(session, person)]
    for number in range(-1, 400):
        day = date(2026, 1, 1) + timedelta(days=number)
        assert sum(day in period for period in periods) == (number >= 0)


def test_two_officers_at_once_do_not_put_one_person_into_two_households(
    session: Session, household: Household, other: Household
):
    third = rows.add_household(session, household.centre, "Third")
    session.commit()
    member_id, targets = household.members[1].id, [other.id, third.id]

    def move(own: Session, household_id: int) -> None:
        member, target = own.get_one(HouseholdMember, member_id), own.get_one(Household, household_id)
        move_members(own, [member], target, on=TODAY, actor=None)

    refused, moved = at_once(session, *(partial(move, household_id=target) for target in targets))
    assert "lives in household" in refused
    assert moved == "done"
    session.expire_all()
    person_id = session.get_one(HouseholdMember, member_id).person_id
    still = select(HouseholdMember).where(HouseholdMember.person_id == person_id, HouseholdMember.left_on.is_(None))
    assert len(session.scalars(still).all()) == 1


def test_nobody_moves_to_where_they_live(session: Session, household: Household):
    with pytest.raises(Refused, match="lives in this household already"):
        move_members(session, household.members, household, on=TODAY, actor=None)


def test_a_household_is_found_by_its_number_by_those_who_serve_it(session: Session, household: Household):
    household.reference = "N-0007"
    own = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert find_household(session, " n-0007 ", own) is household
    for reference, actor in (("N-0007", stranger), ("N-9999", own)):
        with pytest.raises(Refused) as refusal:
            find_household(session, reference, actor)
        assert refusal.value.field == "reference"


def test_what_happens_to_members_is_published(
    session: Session, household: Household, other: Household, heard: list[object]
):
    born = add_member(session, household, SAMI, Membership(joined_on=TODAY), at=NOW, actor=None)
    later = TODAY + timedelta(days=10)
    change_member(session, born, Membership(joined_on=TODAY, left_on=later), actor=None)
    change_member(session, born, Membership(joined_on=TODAY, left_on=TODAY + timedelta(days=12)), actor=None)
    change_member(session, born, Membership(Relation.CHILD, TODAY, TODAY + timedelta(days=12)), actor=None)
    [moved] = move_members(session, household.members[1:2], other, on=TODAY, actor=None)
    change_person(session, born.person, PersonDetails("Sami", date(2020, 1, 2)), actor=None, at=NOW)
    assert heard == [
        MemberJoined(household.id, born.id, TODAY),
        MemberLeft(household.id, born.id, later),
        MemberCorrected(household.id, born.id, later),
        MemberLeft(household.id, household.members[1].id, TODAY),
        MemberJoined(other.id, moved.id, TODAY),
        MemberCorrected(household.id, born.id, TODAY),
    ]


@pytest.mark.parametrize(
    ("before", "after", "since"),
    [
        pytest.param(Membership(joined_on=date(2026, 3, 1)), Membership(), None, id="from-the-start-after-all"),
        pytest.param(
            Membership(joined_on=date(2026, 3, 1)),
            Membership(joined_on=date(2026, 2, 1)),
            date(2026, 2, 1),
            id="earlier",
        ),
        pytest.param(Membership(left_on=date(2026, 3, 1)), Membership(), date(2026, 3, 1), id="has-not-left-after-all"),
    ],
)
def test_a_correction_says_from_which_day_it_changes_anything(
    session: Session, household: Household, heard: list[object], before: Membership, after: Membership,
    since: date | None,
):  # fmt: skip
    member = add_member(session, household, SAMI, before, at=NOW, actor=None)
    change_member(session, member, after, actor=None)
    assert heard[-1] == MemberCorrected(household.id, member.id, since)


def test_a_person_is_corrected_with_languages(session: Session, household: Household):
    person = household.members[0].person
    for languages in (("ar", "fr"), ("ar", "el")):
        details = PersonDetails("Amal", date(1990, 2, 1), latin_name="Amal Haddad", languages=languages)
        change_person(session, person, details, actor=None, at=NOW)
        session.expire(person)
        assert (person.latin_name, person.language_codes) == ("Amal Haddad", sorted(languages))


def test_nobody_is_born_after_joining(session: Session, household: Household):
    member = add_member(session, household, SAMI, Membership(joined_on=date(2026, 1, 1)), at=NOW, actor=None)
    with pytest.raises(Refused) as refusal:
        change_person(session, member.person, PersonDetails("Sami", date(2026, 1, 2)), actor=None, at=NOW)
    assert refusal.value.field == "born_on"


@pytest.mark.parametrize(
    ("left_on", "stays"),
    [
        pytest.param(date(2026, 9, 1), date(2026, 9, 1), id="left-before"),
        pytest.param(TODAY, TODAY, id="left-that-day"),
        pytest.param(TODAY + timedelta(days=9), TODAY, id="leaves-earlier-than-written-down"),
    ],
)
def test_who_left_before_moving_keeps_the_day(
    session: Session, household: Household, other: Household, left_on: date, stays: date
):
    child = household.members[1]
    change_member(session, child, Membership(left_on=left_on), actor=None)
    [moved] = move_members(session, [child], other, on=TODAY, actor=None)
    assert (child.left_on, moved.joined_on) == (stays, TODAY)


def test_a_person_is_opened_by_those_who_serve_a_household_of_theirs(session: Session, household: Household):
    person = household.members[0].person
    chania = rows.add_centre(session, "chania")
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, chania)
    with pytest.raises(Forbidden):
        get_person(session, person.id, stranger)
    with pytest.raises(NotFound):
        get_person(session, 404, stranger)
    move_members(session, household.members[:1], rows.add_household(session, chania), on=TODAY, actor=None)
    assert get_person(session, person.id, stranger) is person


def test_a_person_who_moved_is_changed_by_the_new_centre_and_read_by_both(session: Session, household: Household):
    person, chania = household.members[0].person, rows.add_centre(session, "chania")
    before, after = (rows.add_user(session, StaffRole.HOUSING_OFFICER, centre) for centre in (household.centre, chania))
    move_members(session, household.members[:1], rows.add_household(session, chania), on=TODAY, actor=None)
    assert get_person(session, person.id, before) is get_person_to_change(session, person.id, after, TODAY) is person
    with pytest.raises(Forbidden):
        get_person_to_change(session, person.id, before, TODAY)
    assert get_person_to_change(session, person.id, before, TODAY - timedelta(days=1)) is person
