"""What a household looks for: its bedrooms follow who lives in it, unless somebody says why not."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.errors import Refused
from housing.models import Needs
from housing.services.households.needs import (
    Bedrooms,
    NeedsDetails,
    adults_unrelated,
    bedrooms_by_rule,
    bedrooms_needed,
    find_needs,
    set_needs,
    written_needs,
)
from housing.wants import Strength
from people.models import Household, Relation, Sex
from people.services.members import Membership, add_member, change_member
from people.services.persons import PersonDetails
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

BORN = ("1985-02-01", "1987-05-05", "2010-01-01", "2011-01-01")


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session), births=BORN)


@pytest.fixture
def officer(session: Session, household: Household) -> User:
    return rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)


def written(session: Session, household: Household) -> tuple[int | None, str | None]:
    needs = find_needs(session, household.id)
    assert needs is not None
    return needs.bedrooms, needs.bedrooms_reason


def test_who_is_a_couple_and_who_may_share_is_read_from_the_file(household: Household):
    assert bedrooms_by_rule(household, TODAY) == Bedrooms({"adult": 2, "young": 2}, sex_not_known=2)
    first, second, third, fourth = household.members
    first.relation = Relation.APPLICANT
    third.person.sex = fourth.person.sex = Sex.FEMALE
    assert bedrooms_by_rule(household, TODAY).rooms == {"adult": 2, "young-pair": 1}
    second.relation = Relation.PARTNER
    assert bedrooms_by_rule(household, TODAY).rooms == {"couple": 1, "young-pair": 1}
    third.person.sex = Sex.OTHER
    assert bedrooms_by_rule(household, TODAY) == Bedrooms({"couple": 1, "young": 2}, sex_not_known=1)


@pytest.mark.parametrize("typed", [None, 4])
def test_the_number_of_the_rule_follows_the_household(
    session: Session, household: Household, officer: User, typed: int | None
):
    needs = set_needs(session, household, NeedsDetails(typed), on=TODAY, actor=officer)
    assert written(session, household) == (None, None)
    assert bedrooms_needed(needs, household, TODAY) == 4
    baby = PersonDetails("Nour", date(2026, 11, 20))
    add_member(session, household, baby, Membership(Relation.CHILD, date(2026, 11, 20)), actor=officer, at=NOW)
    assert bedrooms_needed(needs, household, TODAY) == 5
    change_member(session, household.members[1], Membership(None, None, date(2026, 11, 1)), actor=officer)
    assert bedrooms_needed(needs, household, TODAY) == 4


def test_another_number_wants_a_reason_and_stays(session: Session, household: Household, officer: User):
    with pytest.raises(Refused, match="why") as refused:
        set_needs(session, household, NeedsDetails(3), on=TODAY, actor=officer)
    assert refused.value.field == "bedrooms_reason"
    assert find_needs(session, household.id) is None
    needs = set_needs(session, household, NeedsDetails(3, "The brothers share"), on=TODAY, actor=officer)
    household.members[1].left_on = date(2026, 11, 1)
    assert bedrooms_needed(needs, household, TODAY) == 3
    assert written(session, household) == (3, "The brothers share")


def test_a_reason_keeps_the_number_while_it_is_that_of_the_rule_too(
    session: Session, household: Household, officer: User
):
    set_needs(session, household, NeedsDetails(4, "A carer stays at night"), on=TODAY, actor=officer)
    assert written(session, household) == (4, "A carer stays at night")


def test_what_the_form_shows_is_what_is_written(session: Session, household: Household, officer: User):
    assert written_needs(session, household, TODAY) == NeedsDetails(4)
    details = NeedsDetails(
        2, "They want it so", step_free=True, most_rent=Decimal("80.00"), wheelchair=True, quiet=Strength.WISH,
        has_pet=True,
    )  # fmt: skip
    set_needs(session, household, details, on=TODAY, actor=officer)
    assert written_needs(session, household, TODAY) == details


def test_a_number_from_before_the_rule_stays_until_somebody_changes_it(session: Session, household: Household):
    needs = Needs(household_id=household.id, bedrooms=1)
    session.add(needs)
    session.flush()
    assert bedrooms_needed(needs, household, TODAY) == 1


def test_of_adults_who_may_be_a_couple_it_is_said_that_nobody_asked(household: Household):
    first, second, *_young = household.members
    assert adults_unrelated(household, TODAY) == 2
    first.relation = Relation.APPLICANT
    assert adults_unrelated(household, TODAY) == 1
    second.relation = Relation.PARTNER
    assert adults_unrelated(household, TODAY) == 0


def test_the_page_says_the_rule_and_asks_for_the_reason_beside_its_field(
    session: Session, household: Household, officer: User, client: PageClient
):
    enter(client, session, officer)
    address = f"/households/{household.id}/needs"
    page = client.page(address)
    assert "it needs 4 bedrooms: 2 for adults, one each, 2 for people between 12 and 17" in text(page)
    assert "The sex of 2 people between 12 and 17 is not written down" in text(page)
    assert "How 2 adults are related is not written down: a couple would share a room." in text(page)
    assert page.forms[-1].fields["bedrooms"] == "4"
    page = client.submit(address, status=422, bedrooms="3", most_rent="100")
    assert page.xpath("//*[@id='bedrooms_reason-error']")
    assert (page.forms[-1].fields["bedrooms"], page.forms[-1].fields["most_rent"]) == ("3", "100")
    client.submit(address, bedrooms="3", bedrooms_reason="<b>The brothers share</b>")
    assert "<b>The brothers share</b>" in text(client.page(f"/households/{household.id}"))


def test_wheelchair_quiet_and_pets_are_asked_and_shown(
    session: Session, household: Household, officer: User, client: PageClient
):
    enter(client, session, officer)
    address = f"/households/{household.id}"
    assert "wheelchair" not in text(client.page(address))
    client.submit(f"{address}/needs", wheelchair=True, has_pet=True, quiet="must")
    page = client.page(address)
    shown = {term.text: term.getnext().text_content() for term in page.xpath("//dt")}
    assert (shown["For a wheelchair"], shown["A quiet home"], shown["Has a pet"]) == ("yes", "In any case", "yes")
    needs = find_needs(session, household.id)
    assert needs is not None
    assert (needs.wheelchair, needs.has_pet, needs.quiet) == (True, True, Strength.MUST)
