"""What was said, what is next and whose it is, what was agreed to, and who answers for a household."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.auth.staff import add_deputy
from core.errors import Forbidden, NotFound, Refused
from people.models import Channel, Household, Purpose, TalkOutcome
from people.services.consents import ConsentDetails, consents_of, get_consent, give_consent, withdraw_consent
from people.services.log import EntryDetails, NextStepDetails, add_entry, entries_of, finish_step, get_entry, steps_due
from people.services.officers import HouseholdCases, change_officer
from tests.support import rows
from tests.support.rows import NOW, TODAY

TALK = EntryDetails(TODAY, "Amal", Channel.PHONE, TalkOutcome.SPOKEN, note="Wants a flat near the school")
AGREED = ConsentDetails(Purpose.SUPPORT, "2026-1", "ar", TODAY)
WEEK = timedelta(days=7)


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session))


@pytest.fixture
def officer(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)


@pytest.fixture
def colleague(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)


def test_the_latest_talk_comes_first(session: Session, household: Household, officer: User):
    earlier = add_entry(session, household, replace(TALK, happened_on=TODAY - WEEK), actor=officer, at=NOW)
    later = add_entry(session, household, TALK, actor=officer, at=NOW)
    assert entries_of(session, household) == [later, earlier]


def test_a_restricted_note_is_read_by_its_author_and_those_named(
    session: Session, household: Household, officer: User, colleague: User
):
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    details = replace(TALK, is_restricted=True, reader_ids=(colleague.id,))
    entry = add_entry(session, household, details, actor=officer, at=NOW)
    assert [entry.note_is_open_to(user) for user in (officer, colleague, stranger)] == [True, True, False]
    everybodys = add_entry(session, household, TALK, actor=officer, at=NOW)
    assert everybodys.note_is_open_to(stranger)


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        pytest.param({"happened_on": TODAY + timedelta(days=1)}, "happened_on", id="talk-of-tomorrow"),
        pytest.param({"next_step": NextStepDetails("Call", 1, TODAY - timedelta(days=1))}, "due_on", id="step-before"),
    ],
)
def test_days_follow_each_other(
    session: Session, household: Household, officer: User, wrong: dict[str, object], field: str
):
    with pytest.raises(Refused) as refusal:
        add_entry(session, household, replace(TALK, **wrong), actor=officer, at=NOW)
    assert refusal.value.field == field


def test_a_step_waits_for_whoever_is_responsible_until_it_is_done(
    session: Session, household: Household, officer: User, colleague: User
):
    step = NextStepDetails("Call the landlord", colleague.id, TODAY + WEEK)
    entry = add_entry(session, household, replace(TALK, next_step=step), actor=officer, at=NOW)
    assert steps_due(session, colleague, by=TODAY + WEEK) == [entry]
    assert steps_due(session, colleague, by=TODAY + WEEK - timedelta(days=1)) == []
    assert steps_due(session, officer, by=TODAY + WEEK) == []
    finish_step(session, entry, on=TODAY, actor=colleague)
    assert steps_due(session, colleague, by=TODAY + WEEK) == []
    with pytest.raises(Refused, match="Nothing is left"):
        finish_step(session, entry, on=TODAY, actor=colleague)


def test_an_entry_is_opened_by_those_who_serve_whom_it_is_about(session: Session, household: Household, officer: User):
    entry = add_entry(session, household, TALK, actor=officer, at=NOW)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert get_entry(session, entry.id, officer) is entry
    with pytest.raises(Forbidden):
        get_entry(session, entry.id, stranger)
    of_nobody_here = add_entry(session, None, TALK, actor=officer, at=NOW)
    with pytest.raises(NotFound):
        get_entry(session, of_nobody_here.id, officer)


def test_an_agreement_is_withdrawn_and_may_be_given_anew(session: Session, household: Household, officer: User):
    person = household.members[0].person
    first = give_consent(session, person, AGREED, actor=officer, at=NOW)
    with pytest.raises(Refused, match="already") as refusal:
        give_consent(session, person, AGREED, actor=officer, at=NOW)
    assert refusal.value.field == "purpose"
    withdraw_consent(session, first, on=TODAY, actor=officer)
    assert (first.withdrawn_on, first.withdrawn_by, first.given_on) == (TODAY, officer, TODAY)
    with pytest.raises(Refused, match="withdrawn already"):
        withdraw_consent(session, first, on=TODAY, actor=officer)
    second = give_consent(session, person, AGREED, actor=officer, at=NOW)
    assert consents_of(session, [person.id]) == [second, first]
    assert get_consent(session, second.id, officer, TODAY) is second
    with pytest.raises(Refused, match="future"):
        give_consent(session, person, replace(AGREED, given_on=TODAY + WEEK), actor=officer, at=NOW)


def test_a_leavers_households_and_steps_go_to_the_successor(
    session: Session, household: Household, officer: User, colleague: User
):
    cases = HouseholdCases()
    change_officer(session, household, officer, actor=officer)
    step = NextStepDetails("Call the landlord", officer.id, TODAY)
    entry = add_entry(session, household, replace(TALK, next_step=step), actor=officer, at=NOW)
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    assert cases.count(session, officer) == 1
    with pytest.raises(Refused, match="does not serve"):
        cases.hand_over(session, officer, stranger, actor=colleague, at=NOW)
    cases.hand_over(session, officer, colleague, actor=colleague, at=NOW)
    assert (cases.count(session, officer), household.officer, entry.responsible) == (0, colleague, colleague)


def test_whoever_only_stands_in_for_the_leaver_succeeds_nobody(
    session: Session, household: Household, officer: User, colleague: User
):
    """The deputy's post ends with the leaver's, and the household would be nobody's."""
    cases, [post] = HouseholdCases(), officer.posts
    change_officer(session, household, officer, actor=officer)
    deputy = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session, "chania"))
    administrator = rows.add_user(session, StaffRole.ADMINISTRATOR)
    until = TODAY + WEEK
    add_deputy(session, post, deputy, starts_on=TODAY, ends_on=until, actor=administrator, at=NOW)
    assert cases.successors(session, officer, on=TODAY) == [colleague]
    with pytest.raises(Refused, match="does not serve"):
        cases.hand_over(session, officer, deputy, actor=administrator, at=NOW)
    add_deputy(session, colleague.posts[0], deputy, starts_on=until, ends_on=until + WEEK, actor=administrator, at=NOW)
    assert cases.successors(session, officer, on=until) == [colleague, deputy]
