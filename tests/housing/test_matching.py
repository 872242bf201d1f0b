"""Ranking a centre's flats for a household: from rows to reasons, with few queries."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from housing.models import Needs
from housing.ports import HouseholdFacts, SubsidyEstimate
from housing.ranking import Verdict
from housing.services.matching import rank_flats
from housing.services.needs import NeedsDetails, find_needs, set_needs
from housing.states import ListingStatus
from people.models import Household
from people.services.members import Membership, add_member
from people.services.persons import PersonDetails
from tests.support import rows
from tests.support.rows import NOW, TODAY
from tests.support.statements import counted


class PaysThreeHundred:
    """A programme that pays 300 € towards every rent of at least that, and cannot answer for others."""

    def __init__(self) -> None:
        self.asked: list[HouseholdFacts] = []

    def estimate(
        self, session: Session, facts: HouseholdFacts, rents: Sequence[Decimal], on: date
    ) -> Mapping[Decimal, SubsidyEstimate]:
        self.asked.append(facts)
        paid = Decimal("300.00")
        names = {"el": "Δοκιμή", "en": "Trial"}
        return {rent: SubsidyEstimate("trial", names, paid, rent - paid, on) for rent in rents if rent >= paid}


@pytest.fixture
def household(session: Session) -> Household:
    return rows.add_household(session, rows.add_centre(session), births=("1990-02-01", "2019-05-05"))


@pytest.fixture
def needs(session: Session, household: Household) -> Needs:
    return set_needs(
        session, household, NeedsDetails(2, "", step_free=True, most_rent=Decimal("200.00")), on=TODAY, actor=None
    )


def test_needs_are_written_down_once_and_then_changed(session: Session, household: Household, needs: Needs):
    set_needs(session, household, NeedsDetails(3, "A carer stays at night"), on=TODAY, actor=None)
    session.commit()
    session.expire_all()
    found = find_needs(session, household.id)
    assert found is not None
    assert (found.bedrooms, found.bedrooms_reason) == (3, "A carer stays at night")
    assert (found.step_free, found.most_rent) == (False, None)


def test_flats_are_judged_by_what_is_left_to_pay(session: Session, household: Household, needs: Needs):
    fits = rows.add_listing(session, household.centre, rent="450.00")
    dear = rows.add_listing(session, household.centre, rent="550.00")
    unknown = rows.add_listing(session, household.centre, rent="250.00")
    matches = rank_flats(session, needs, PaysThreeHundred(), on=TODAY)
    assert [(match.listing, match.ranked.verdict) for match in matches] == [
        (fits, Verdict.FITS),
        (dear, Verdict.NEARLY),
        (unknown, Verdict.NEARLY),
    ]
    figures = {match.listing.id: match.figures for match in matches}
    assert figures[fits.id].monthly_subsidy == Decimal("300.00")
    assert figures[fits.id].household_pays == Decimal("175.00")  # 150 of the rent and 25 of common charges
    assert figures[unknown.id].monthly_subsidy is None
    assert figures[unknown.id].household_pays == Decimal("275.00")


def test_only_free_flats_of_the_own_centre_are_ranked(session: Session, household: Household, needs: Needs):
    for status in (ListingStatus.OFFERED, ListingStatus.RESERVED, ListingStatus.LET, ListingStatus.WITHDRAWN):
        rows.add_listing(session, household.centre, status=status)
    rows.add_listing(session, rows.add_centre(session, "chania"))
    free = rows.add_listing(session, household.centre, status=ListingStatus.CANDIDATE)
    spoken_with = rows.add_listing(session, household.centre, status=ListingStatus.CONTACTED)
    matches = rank_flats(session, needs, PaysThreeHundred(), on=TODAY)
    assert {match.listing.id: match.may_be_offered for match in matches} == {free.id: False, spoken_with.id: True}


def test_a_flat_without_a_place_has_no_distance(session: Session, household: Household, needs: Needs):
    rows.add_listing(session, household.centre, latitude=None, longitude=None)
    rows.add_listing(session, household.centre)
    distances = {match.distance_km for match in rank_flats(session, needs, PaysThreeHundred(), on=TODAY)}
    assert None in distances
    assert 0.5 < max(distances - {None}) < 1.5


def test_the_programme_is_asked_about_everybody_who_was_ever_there(
    session: Session, household: Household, needs: Needs
):
    away = Membership(joined_on=date(2025, 1, 1), left_on=date(2026, 1, 1))
    add_member(session, household, PersonDetails("Sami", date(2020, 1, 1)), away, at=NOW, actor=None)
    rows.add_listing(session, household.centre)
    programme = PaysThreeHundred()
    rank_flats(session, needs, programme, on=TODAY)
    (facts,) = programme.asked
    assert [(member.born_on.year, member.joined_on, member.left_on) for member in facts.members] == [
        (1990, None, None),
        (2019, None, None),
        (2020, date(2025, 1, 1), date(2026, 1, 1)),
    ]


def test_the_number_of_queries_does_not_grow_with_the_flats(session: Session, household: Household, needs: Needs):
    for _number in range(12):
        rows.add_listing(session, household.centre)
    session.commit()
    session.expire_all()
    with counted(session) as statements:
        assert len(rank_flats(session, needs, PaysThreeHundred(), on=TODAY)) == 12
    assert len([statement for statement in statements if statement.startswith("SELECT")]) <= 5
