"""How people come to belong to a household and cease to: which days go with which reason, and what the page says."""

from datetime import date

import pytest
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.errors import Refused
from people.joining import Joining, Leaving, check_presence
from people.models import Household, HouseholdMember
from people.services.households import split_household
from people.services.members import Membership, Moves, add_member, change_member, move_members, moves_of
from people.services.persons import PersonDetails, change_person
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY

BORN = date(2026, 3, 14)
DAY_AFTER = date(2026, 3, 15)


@pytest.mark.parametrize(
    ("membership", "field"),
    [
        pytest.param(Membership(), None, id="there-from-the-start"),
        pytest.param(Membership(joined_on=BORN, joined_by=Joining.BIRTH), None, id="born-into-it"),
        pytest.param(Membership(joined_on=DAY_AFTER, joined_by=Joining.BIRTH), "joined_on", id="born-another-day"),
        pytest.param(Membership(joined_on=DAY_AFTER, joined_by=Joining.REUNIFICATION), None, id="reunited"),
        pytest.param(Membership(joined_by=Joining.REUNIFICATION), "joined_on", id="reunited-nobody-knows-when"),
        pytest.param(Membership(left_on=DAY_AFTER, left_by=Leaving.DEATH), None, id="died"),
        pytest.param(Membership(left_by=Leaving.DEATH), "left_on", id="died-nobody-knows-when"),
        pytest.param(Membership(left_on=BORN, left_by=Leaving.OTHER), "left_on", id="away-when-here"),
        pytest.param(Membership(joined_on=date(2026, 3, 13)), "joined_on", id="here-before-birth"),
    ],
)
def test_which_days_go_with_which_reason(membership: Membership, field: str | None):
    if field is None:
        check_presence(BORN, membership)
        return
    with pytest.raises(Refused) as refusal:
        check_presence(BORN, membership)
    assert refusal.value.field == field


@pytest.fixture
def household(session: Session) -> Household:
    household = rows.add_household(session, rows.add_centre(session), births=("1990-02-01", "2005-05-05"))
    household.reference = "N-0001"
    return household


@pytest.fixture
def other(session: Session, household: Household) -> Household:
    household = rows.add_household(session, household.centre, "Saleh")
    household.reference = "N-0002"
    return household


def test_nobody_lives_anywhere_after_dying(session: Session, household: Household, other: Household):
    [grown, child] = household.members
    died = Membership(left_on=TODAY, left_by=Leaving.DEATH)
    change_member(session, grown, died, actor=None)
    with pytest.raises(Refused, match="after dying"):
        move_members(session, [grown], other, on=TODAY, actor=None)
    move_members(session, [child], other, on=TODAY, actor=None)
    with pytest.raises(Refused, match="after dying"):
        change_member(session, child, died, actor=None)


def test_who_moves_is_known_on_both_files(session: Session, household: Household):
    child = household.members[1]
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    new = split_household(
        session, [child], "Haddad the younger", on=TODAY, by=Leaving.SEPARATION, actor=officer, at=NOW
    )
    [moved] = new.members
    assert (child.left_on, child.left_by) == (TODAY, Leaving.SEPARATION)
    assert (moved.joined_on, moved.joined_by) == (TODAY, Joining.MOVED)
    assert moves_of(session, household) == {child.id: Moves(went_to=new)}
    assert moves_of(session, new) == {moved.id: Moves(came_from=household)}


def test_a_corrected_birth_moves_the_first_day_of_who_was_born_here(session: Session, household: Household):
    membership = Membership(joined_on=BORN, joined_by=Joining.BIRTH)
    baby = add_member(session, household, PersonDetails("Sami", BORN), membership, actor=None, at=NOW)
    change_person(session, baby.person, PersonDetails("Sami", DAY_AFTER), actor=None, at=NOW)
    assert baby.joined_on == DAY_AFTER


@pytest.mark.parametrize(
    ("typed", "since"),
    [
        pytest.param({"joined_by": "birth"}, date(2026, 11, 14), id="born-here"),
        pytest.param({"joined_by": "birth", "joined_on": ""}, date(2026, 11, 14), id="born-here-without-a-day"),
        pytest.param({"joined_by": "reunification"}, TODAY, id="came-as-a-small-child"),
    ],
)
def test_a_child_that_is_born_here_counts_from_its_birth(
    session: Session, household: Household, client: PageClient, typed: dict[str, str], since: date
):
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    path = f"/households/{household.id}"
    session.commit()
    rows.sign_in(client, officer)
    small = {"name": "Sami", "born_on": "14/11/2026"}
    asked = client.submit(f"{path}/members/new", **small, status=422)
    assert "how the child joined" in asked.xpath("string(//*[@id='joined_by-error'])")
    client.submit(f"{path}/members/new", **small, **typed)
    query = select(HouseholdMember.joined_on).order_by(HouseholdMember.id.desc()).limit(1)
    assert session.scalar(query) == since


def test_the_page_says_how_somebody_came_and_went_and_leads_to_the_other_file(
    session: Session, household: Household, other: Household, client: PageClient
):
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    child, path, there = household.members[1], f"/households/{household.id}", other.id
    path_of_child = f"{path}/members/{child.id}/edit"
    session.commit()
    rows.sign_in(client, officer)
    client.submit(f"{path}/members/new", name="Sami", born_on="14/03/2026", joined_on="14/03/2026", joined_by="birth")
    assert "by birth" in client.page(path).text_content()
    late = client.submit(path_of_child, left_on="01/12/2026", left_by="death", status=422)
    assert "before it" in late.text_content()
    client.submit(f"{path}/move", members=[str(child.id)], on="23/11/2026", by="separation", reference="N-0002")
    page = client.page(path)
    assert "separated" in page.text_content()
    assert page.xpath(f"//main//a[@href='/households/{there}']")
    back = client.page(f"/households/{there}")
    assert back.xpath(f"//main//a[@href='{path}']")
