"""How far a household is: which stage may follow which, what stays of it, and what a lease does to it."""

from datetime import date, timedelta
from itertools import product

import pytest
from sqlalchemy import func, select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.errors import Refused
from housing.services.households.next_steps import HousingSteps
from people.models import Household, HouseholdStage
from people.services import households, stages
from people.services.households import HouseholdSearch
from people.services.stages import StageDetails
from people.stages import Stage, StageFact, StageReason, check_course, next_moves
from tests.support import rows
from tests.support.leases import add_lease
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY

FOLLOWS = {
    (Stage.REFERRED, Stage.SEARCHING), (Stage.REFERRED, Stage.HOUSED), (Stage.REFERRED, Stage.EXITED),
    (Stage.SEARCHING, Stage.HOUSED), (Stage.SEARCHING, Stage.EXITED), (Stage.HOUSED, Stage.SEARCHING),
    (Stage.HOUSED, Stage.EXITED), (Stage.EXITED, Stage.SEARCHING),
}  # fmt: skip
AWAY = StageFact(Stage.EXITED, TODAY, StageReason.MOVED_AWAY)
# How a household comes to a stage.
COURSES = {
    Stage.REFERRED: [StageFact(Stage.REFERRED, TODAY)],
    Stage.SEARCHING: [StageFact(Stage.SEARCHING, TODAY)],
    Stage.HOUSED: [StageFact(Stage.SEARCHING, TODAY), StageFact(Stage.HOUSED, TODAY)],
    Stage.EXITED: [StageFact(Stage.SEARCHING, TODAY), AWAY],
}


def is_possible(course: list[StageFact]) -> bool:
    try:
        check_course(course)
    except Refused:
        return False
    return True


@pytest.mark.parametrize(("before", "after"), list(product(Stage, Stage)))
def test_which_stage_may_follow_which(before: Stage, after: Stage):
    further = [StageFact(after, TODAY, reason) for reason in (None, *StageReason)]
    possible = any(is_possible([*COURSES[before], fact]) for fact in further)
    assert possible == ((before, after) in FOLLOWS)


@pytest.mark.parametrize("stage", Stage)
def test_a_household_begins_referred_or_taken_in(stage: Stage):
    assert is_possible([StageFact(stage, TODAY)]) == (stage in (Stage.REFERRED, Stage.SEARCHING))


@pytest.mark.parametrize("stage", Stage)
def test_a_home_is_written_down_by_its_lease_alone(stage: Stage):
    assert Stage.HOUSED not in {after for after, _reason in next_moves(stage)}


def test_no_stage_is_earlier_than_the_one_before():
    early = StageFact(Stage.EXITED, TODAY - timedelta(days=1), StageReason.DIED)
    with pytest.raises(Refused, match="before"):
        check_course([StageFact(Stage.SEARCHING, TODAY), early])


def test_a_reason_goes_with_its_stage():
    with pytest.raises(Refused, match="reasons"):
        check_course([*COURSES[Stage.SEARCHING], StageFact(Stage.EXITED, TODAY, StageReason.SUBSIDY_ENDED)])


@pytest.fixture
def household(session: Session) -> Household:
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    details = households.HouseholdDetails("Haddad", "ar", officer.posts[0].centre.id)
    person = households.PersonDetails("Amal", date(1990, 2, 1)), households.Membership()
    begins = stages.Beginning("ESTIA", TODAY - timedelta(days=9), TODAY - timedelta(days=2))
    return households.add_household(session, details, [person], beginning=begins, actor=officer, at=NOW)


def course_of(session: Session, household: Household) -> list[tuple[Stage, int]]:
    """The stages that hold, each with how many days ago it began."""
    return [(row.fact.stage, (TODAY - row.since_on).days) for row in stages.history_of(session, household)]


def test_a_referral_and_the_day_of_taking_in_are_kept(session: Session, household: Household):
    assert course_of(session, household) == [(Stage.REFERRED, 9), (Stage.SEARCHING, 2)]
    assert [row.referred_by for row in stages.history_of(session, household)] == ["ESTIA", None]


def test_who_has_left_has_no_next_step_and_is_found_only_when_asked_for(session: Session, household: Household):
    officer = household.officer
    assert officer
    stages.move_stage(session, household, StageDetails(AWAY, note="to Athens"), actor=officer, at=NOW)
    assert HousingSteps().next_steps(session, [household.id], TODAY) == {}
    asked = (HouseholdSearch(), HouseholdSearch(stage=Stage.EXITED), HouseholdSearch(text="Haddad"))
    assert [len(households.list_households(session, officer, search).rows) for search in asked] == [0, 1, 1]
    with pytest.raises(Refused, match="has left the programme"):
        stages.house(session, household, on=TODAY, actor=officer, at=NOW)


def test_a_correction_is_a_row_of_its_own(session: Session, household: Household):
    officer = household.officer
    assert officer
    wrong = stages.move_stage(session, household, StageDetails(AWAY), actor=officer, at=NOW)
    stages.correct_stage(session, wrong, StageDetails(None), actor=officer, at=NOW)
    assert household.stage is Stage.SEARCHING
    assert course_of(session, household) == [(Stage.REFERRED, 9), (Stage.SEARCHING, 2)]
    assert session.scalar(select(func.count(HouseholdStage.id))) == 4
    with pytest.raises(Refused, match="corrected already"):
        stages.correct_stage(session, wrong, StageDetails(None), actor=officer, at=NOW)


def test_what_is_corrected_keeps_its_place_and_the_course_stays_possible(session: Session, household: Household):
    officer = household.officer
    assert officer
    referral, taken_in = stages.history_of(session, household)
    earlier = StageDetails(StageFact(Stage.REFERRED, taken_in.since_on), "UNHCR")
    stages.correct_stage(session, referral, earlier, actor=officer, at=NOW)
    assert course_of(session, household) == [(Stage.REFERRED, 2), (Stage.SEARCHING, 2)]
    late = StageDetails(StageFact(Stage.REFERRED, TODAY))
    with pytest.raises(Refused, match="before"):
        stages.correct_stage(session, stages.history_of(session, household)[0], late, actor=officer, at=NOW)
    stages.correct_stage(session, taken_in, StageDetails(None), actor=officer, at=NOW)
    assert household.stage is Stage.REFERRED
    with pytest.raises(Refused, match="begins"):
        stages.correct_stage(
            session, stages.history_of(session, household)[0], StageDetails(None), actor=officer, at=NOW
        )


def test_a_signed_lease_is_a_home_from_its_first_day(session: Session):
    lease = add_lease(session, rows.add_centre(session))
    *_, row = stages.history_of(session, lease.household)
    assert (lease.household.stage, row.stage, row.since_on) == (Stage.HOUSED, Stage.HOUSED, lease.starts_on)


def test_the_page_says_where_it_stands_takes_what_comes_next_and_corrects_it(
    session: Session, household: Household, client: PageClient
):
    session.commit()
    rows.sign_in(client, household.officer)
    path = f"/households/{household.id}"
    client.submit(f"{path}/stage", move="exited/moved-away", since_on="23/11/2026", note="to Athens")
    page = client.page(path).text_content()
    assert "Has left the programme" in page
    assert "it moved away" in page
    first, *_, last = [row.id for row in stages.history_of(session, household)]
    session.rollback()
    client.submit(f"{path}/stages/{last}/correct", move="exited/left-country")
    assert "it left the country" in client.page(path).text_content()
    assert client.get(f"{path}/stages/{last}/correct").status_code == 404
    client.submit(f"{path}/stages/{first}/correct", referred_by="UNHCR")
    assert "UNHCR" in client.page(path).text_content()


def test_nothing_is_chosen_before_somebody_says_where_it_stands(
    session: Session, household: Household, client: PageClient
):
    session.commit()
    rows.sign_in(client, household.officer)
    path = f"/households/{household.id}/stage"
    assert client.page(path).xpath("//input[@name='move']")
    assert not client.page(path).xpath("//input[@name='move'][@checked]")
    said = client.submit(path, since_on="23/11/2026", status=422)
    assert "Choose where it stands" in said.xpath("string(//*[@id='move-error'])")


def test_a_new_household_says_how_it_came(session: Session, household: Household, client: PageClient):
    session.commit()
    rows.sign_in(client, household.officer)
    new = {
        "name": "Diallo", "members-0-name": "Amadou", "members-0-born_on": "01/02/1990", "referred_by": "ESTIA",
    }  # fmt: skip
    said = client.submit("/households/new", **new, taken_in_on="", status=422)
    assert "Enter the day of the referral" in said.text_content()
    client.submit("/households/new", **new, referred_on="20/11/2026", taken_in_on="")
    assert "Decide whether it is taken in" in client.page("/households?stage=referred").text_content()


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.EXITED])
def test_a_household_that_was_written_down_twice_leaves_for_that_reason(session: Session, stage: Stage):
    household = rows.add_household(session, rows.add_centre(session))
    course = [*COURSES[stage], StageFact(Stage.EXITED, TODAY, StageReason.WRITTEN_TWICE)]
    check_course(course)
    session.add_all(
        HouseholdStage(
            household=household, stage=fact.stage, since_on=fact.since_on, reason=fact.reason, written_at=NOW
        )
        for fact in course
    )
    session.flush()
    assert (Stage.EXITED, StageReason.WRITTEN_TWICE) in next_moves(stage)
