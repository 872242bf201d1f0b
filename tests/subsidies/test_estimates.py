"""What housing is told about a subsidy agrees with what an award would pay."""

from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.ports import HouseholdFacts, MemberFacts, SubsidyEstimate
from subsidies.models import SchemeVersion, SubsidyAward
from subsidies.rules.scheme_file import shipped_text
from subsidies.services.estimates import SchemeEstimates
from subsidies.services.scheme_proposals import approve_scheme, propose_scheme
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY, add_household, add_listing, add_user
from tests.support.visits import enter, text

ALONE = HouseholdFacts((MemberFacts(date(1990, 2, 1)),))
RENTS = (Decimal("120.00"), Decimal("450.00"))


def test_the_rent_is_paid_up_to_the_table_and_no_further(session: Session, version: SchemeVersion) -> None:
    estimates = SchemeEstimates().estimate(session, ALONE, RENTS, TODAY)
    figures = {rent: (found.monthly_subsidy, found.household_pays) for rent, found in estimates.items()}
    assert figures == {
        Decimal("120.00"): (Decimal("120.00"), Decimal("0.00")),
        Decimal("450.00"): (Decimal("162.00"), Decimal("288.00")),
    }


def test_an_estimate_names_its_scheme_and_how_long_a_lease_must_run(session: Session, version: SchemeVersion) -> None:
    found: SubsidyEstimate = SchemeEstimates().estimate(session, ALONE, RENTS, TODAY)[RENTS[0]]
    assert found.scheme_key == "demonstration"
    assert set(found.scheme_names) == {"el", "en"}
    assert found.lease_until == date(2027, 11, 23)


def test_several_households_are_answered_for_at_once_as_each_alone(session: Session, version: SchemeVersion) -> None:
    two = HouseholdFacts((*ALONE.members, MemberFacts(date(2019, 5, 5))))
    rent = RENTS[1]
    found = SchemeEstimates().estimate_each(session, [two, ALONE], rent, TODAY)
    assert found == [SchemeEstimates().estimate(session, facts, [rent], TODAY)[rent] for facts in (two, ALONE)]
    assert [one.monthly_subsidy for one in found if one] == [Decimal("309.00"), Decimal("162.00")]


def test_all_rents_of_all_households_are_answered_for_at_once_and_the_same_only_once(
    session: Session, version: SchemeVersion
) -> None:
    two = HouseholdFacts((*ALONE.members, MemberFacts(date(2019, 5, 5))))
    other = HouseholdFacts((MemberFacts(date(1980, 1, 1)),))
    found = SchemeEstimates().estimate_all(session, [two, ALONE, other], RENTS, TODAY)
    assert found == [SchemeEstimates().estimate(session, facts, RENTS, TODAY) for facts in (two, ALONE, other)]
    assert found[1] is found[2]


@pytest.mark.parametrize(
    ("single_parent", "born_on", "expected"),
    [
        pytest.param(True, date(2019, 5, 5), "140.00", id="alone-with-a-child"),
        pytest.param(False, date(2019, 5, 5), "105.00", id="with-a-child"),
        pytest.param(True, date(2008, 11, 23), "105.00", id="who-comes-of-age-today"),
    ],
)
def test_where_ages_count_the_estimate_is_what_an_award_would_bring(
    session: Session, officer: User, approver: User, single_parent: bool, born_on: date, expected: str
) -> None:
    content = (
        shipped_text("opeka-housing-benefit")
        .replace('"reference"', '"active"')
        .replace('key = "opeka-housing-benefit"', 'key = "by-age"')
    )
    proposed = propose_scheme(session, content, actor=officer, at=NOW)
    approve_scheme(session, proposed, actor=approver, at=NOW)
    family = HouseholdFacts((*ALONE.members, MemberFacts(born_on)), single_parent)
    found = SchemeEstimates().estimate(session, family, RENTS, TODAY)[RENTS[1]]
    assert (found.monthly_subsidy, found.household_pays) == (Decimal(expected), RENTS[1] - Decimal(expected))
    assert SchemeEstimates().estimate_each(session, [family], RENTS[1], TODAY) == [found]


def test_without_a_scheme_that_awards_nobody_is_answered_for(session: Session) -> None:
    assert SchemeEstimates().estimate_each(session, [ALONE, ALONE], RENTS[0], TODAY) == [None, None]
    assert SchemeEstimates().estimate_all(session, [ALONE, ALONE], RENTS, TODAY) == [{}, {}]


def test_an_offer_says_by_which_scheme_it_was_worked_out(
    client: PageClient, session: Session, centre: Centre, version: SchemeVersion
) -> None:
    household, listing = add_household(session, centre), add_listing(session, centre)
    enter(client, session, add_user(session, StaffRole.HOUSING_OFFICER, centre))
    page = client.page(f"/offers/new?household={household.id}&listing={listing.id}")
    assert "€162.00" in text(page)
    assert "Worked out by the scheme: Demonstration scheme" in text(page)


@pytest.mark.parametrize(
    ("member", "expected"),
    [
        pytest.param(MemberFacts(date(2019, 5, 5)), "309.00", id="there-from-the-start"),
        pytest.param(MemberFacts(date(2019, 5, 5), joined_on=TODAY), "309.00", id="joins-today"),
        pytest.param(MemberFacts(date(2019, 5, 5), joined_on=date(2026, 11, 24)), "162.00", id="joins-tomorrow"),
        pytest.param(MemberFacts(date(2019, 5, 5), left_on=TODAY), "162.00", id="away-from-today"),
        pytest.param(MemberFacts(date(2019, 5, 5), left_on=date(2026, 11, 24)), "309.00", id="away-from-tomorrow"),
    ],
)
def test_who_is_there_on_the_day_counts(
    session: Session, version: SchemeVersion, member: MemberFacts, expected: str
) -> None:
    facts = HouseholdFacts((*ALONE.members, member))
    [found] = SchemeEstimates().estimate(session, facts, RENTS[1:], TODAY).values()
    assert found.monthly_subsidy == Decimal(expected)


def test_an_estimate_is_what_a_whole_month_of_the_award_brings(session: Session, prepared: SubsidyAward) -> None:
    [found] = SchemeEstimates().estimate(session, ALONE, RENTS[1:], TODAY).values()
    december = next(row for row in prepared.instalments if row.month == date(2026, 12, 1))
    assert found.monthly_subsidy == december.amount


def test_without_a_scheme_nothing_is_promised(session: Session) -> None:
    assert SchemeEstimates().estimate(session, ALONE, RENTS, TODAY) == {}


def test_before_the_scheme_opens_nothing_is_promised(session: Session, version: SchemeVersion) -> None:
    assert SchemeEstimates().estimate(session, ALONE, RENTS, date(2019, 5, 31)) == {}
    assert SchemeEstimates().estimate(session, ALONE, RENTS, date(2019, 6, 1)) != {}
