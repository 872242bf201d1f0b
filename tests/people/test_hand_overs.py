"""Cases that go from one officer to another in one step, with a word on it; and late steps that rise."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import DAY
from core.errors import Forbidden, NotFound, Refused
from core.structure import Centre
from housing.services.landlords.talks import add_talk
from people.models import HandOver, Household, LogEntry
from people.services.hand_overs import (
    get_hand_over,
    hand_over_cases,
    households_handed,
    list_hand_overs,
    officers_here,
    open_cases,
    see_hand_over,
    steps_handed,
    unseen,
)
from people.services.log import finish_step
from people.services.officers import HouseholdCases
from tests.people.promised import details, promise
from tests.support import rows
from tests.support.audit import events
from tests.support.races import at_once
from tests.support.rows import NOW, TODAY


def test_households_and_promises_to_whomever_go_to_the_other_with_a_note(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User
):
    with_household, done = promise(session, household, officer), promise(session, household, officer)
    finish_step(session, done, on=TODAY, actor=officer)
    landlord = rows.add_listing(session, centre).landlord
    with_landlord = add_talk(session, landlord, details(officer, DAY), actor=officer, at=NOW).entry
    handed = hand_over_cases(session, officer, colleague, "Call Amal first", actor=officer, at=NOW)
    session.commit()
    session.expire_all()
    assert household.officer is colleague
    assert [with_household.responsible, with_landlord.responsible, done.responsible] == [colleague, colleague, officer]
    assert unseen(session, colleague) == [handed]
    assert unseen(session, officer) == []
    assert (handed.note, handed.handed_at) == ("Call Amal first", NOW)
    assert households_handed(session, handed, colleague) == [household]
    assert steps_handed(session, handed, colleague) == [with_household, with_landlord]
    assert [list_hand_overs(session, user) for user in (officer, colleague)] == [[handed], [handed]]
    assert "hand-over-households" in [event.action for event in events(session)]
    see_hand_over(session, handed, actor=officer, at=NOW)
    assert unseen(session, colleague) == [handed]
    see_hand_over(session, handed, actor=colleague, at=NOW)
    session.commit()
    assert unseen(session, colleague) == []


def test_what_cannot_be_handed_over_stays(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User
):
    elsewhere = rows.add_centre(session, "chania")
    stranger = rows.add_user(session, StaffRole.HOUSING_OFFICER, elsewhere)
    with pytest.raises(Refused, match="two different people"):
        hand_over_cases(session, officer, officer, None, actor=officer, at=NOW)
    with pytest.raises(Refused, match="does not serve"):
        hand_over_cases(session, officer, stranger, None, actor=officer, at=NOW)
    with pytest.raises(Refused, match="nothing left to do"):
        hand_over_cases(session, colleague, officer, None, actor=officer, at=NOW)
    with pytest.raises(Forbidden):
        hand_over_cases(session, officer, colleague, None, actor=stranger, at=NOW)
    assert household.officer is officer
    assert session.scalars(select(HandOver)).all() == []


def test_what_is_to_be_done_at_a_centre_stays_with_those_who_serve_it(session: Session, officer: User, colleague: User):
    """It went to people who are not shown it, by people whose centre it is not."""
    elsewhere = rows.add_centre(session, "chania")
    both, other = (rows.add_user(session, StaffRole.HOUSING_OFFICER) for _ in range(2))
    entry = promise(session, rows.add_household(session, elsewhere), both)
    with pytest.raises(Refused, match="does not serve"):
        hand_over_cases(session, both, officer, None, actor=both, at=NOW)
    with pytest.raises(Forbidden):
        hand_over_cases(session, both, other, None, actor=officer, at=NOW)
    assert (entry.responsible, session.scalars(select(HandOver)).all()) == (both, [])
    hand_over_cases(session, both, other, None, actor=other, at=NOW)
    assert entry.responsible is other


def test_of_two_who_give_the_same_cases_away_at_once_one_does(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User
):
    takers = [colleague.id, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre).id]
    giver, key, entry = officer.id, household.id, promise(session, household, officer).id
    session.commit()

    def give_to(taker: int) -> Callable[[Session], None]:
        def step(own: Session) -> None:
            from_user, to_user = own.get_one(User, giver), own.get_one(User, taker)
            HouseholdCases().hand_over(own, from_user, to_user, actor=from_user, at=NOW)

        return step

    assert at_once(session, *map(give_to, takers)) == ["done", "done"]
    handed = session.scalars(select(HandOver)).one()
    session.expire_all()
    assert (handed.household_ids, handed.entry_ids) == ([key], [entry])
    assert session.get_one(Household, key).officer_id == handed.to_id
    assert session.get_one(LogEntry, entry).responsible_id == handed.to_id


def test_somebody_else_hands_over_for_who_is_away(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User
):
    third = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Zoe Kalli")
    handed = hand_over_cases(session, officer, colleague, None, actor=third, at=NOW)
    session.commit()
    assert handed.by_user is third
    assert get_hand_over(session, handed.id, third) is handed
    with pytest.raises(NotFound):
        get_hand_over(session, handed.id, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    assert officers_here(session, third, on=TODAY)[0] is third
    assert {user.name for user in officers_here(session, third, on=TODAY)} >= {officer.name, colleague.name}


def test_a_portion_goes_with_its_steps_and_the_rest_stays(
    session: Session, centre: Centre, household: Household, officer: User, colleague: User
):
    stays = rows.add_household(session, centre)
    stays.officer = officer
    goes, left = promise(session, household, officer), promise(session, stays, officer)
    landlord = rows.add_listing(session, centre).landlord
    with_landlord = add_talk(session, landlord, details(officer, DAY), actor=officer, at=NOW).entry
    cases = open_cases(session, officer, colleague, actor=officer, on=TODAY)
    assert [cases.steps_with(one) for one in cases.households] == [1, 1]
    assert (cases.households, cases.other_steps, cases.staying) == ([household, stays], [with_landlord], frozenset())
    nothing = cases.portion([], with_others=False)
    with pytest.raises(Refused, match="Tick what"):
        hand_over_cases(session, officer, colleague, None, portion=nothing, actor=officer, at=NOW)
    portion = cases.portion([household.id], with_others=False)
    handed = hand_over_cases(session, officer, colleague, None, portion=portion, actor=officer, at=NOW)
    assert (handed.household_ids, handed.entry_ids) == ([household.id], [goes.id])
    assert (household.officer, stays.officer, left.responsible) == (colleague, officer, officer)
    others = open_cases(session, officer, colleague, actor=officer, on=TODAY).portion([], with_others=True)
    hand_over_cases(session, officer, colleague, None, portion=others, actor=officer, at=NOW)
    assert (stays.officer, left.responsible, with_landlord.responsible) == (officer, officer, colleague)


def test_of_households_at_two_centres_those_that_both_serve_may_go(
    session: Session, household: Household, officer: User, colleague: User
):
    elsewhere = rows.add_centre(session, "chania")
    both = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    there = rows.add_household(session, elsewhere)
    household.officer = there.officer = both
    promise(session, there, both)
    cases = open_cases(session, both, colleague, actor=officer, on=TODAY)
    assert (cases.households, cases.steps, cases.staying) == ([household], [], {there.id})
    with pytest.raises(Refused, match="does not serve"):
        open_cases(session, both, colleague, wanted=[there.id], actor=officer, on=TODAY)
    portion = cases.portion([household.id, there.id], with_others=True)
    hand_over_cases(session, both, colleague, None, portion=portion, actor=officer, at=NOW)
    assert (household.officer, there.officer) == (colleague, both)
    with pytest.raises(Refused, match="does not serve"):
        open_cases(session, both, colleague, actor=both, on=TODAY)
    with pytest.raises(Forbidden):
        open_cases(session, both, colleague, actor=officer, on=TODAY)
