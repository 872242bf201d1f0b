"""Ranking a centre's flats for a household: from rows to reasons, with few queries."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from housing.home import RentCovers
from housing.models import Listing, Needs, StanceAnswer, StanceTopic
from housing.ports import HouseholdFacts, SubsidyEstimate
from housing.ranking import Limit, Verdict
from housing.services.households.needs import NeedsDetails, find_needs, set_needs
from housing.services.households.needs_areas import AreaDetails, add_area
from housing.services.landlords.stances import Statement, record_stances
from housing.services.ranking.matching import ROWS, Match, rank_flats_for, rank_these
from housing.states import ListingStatus
from housing.wants import AreaWish, Strength
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


def matches_of(session: Session, needs: Needs) -> Sequence[Match]:
    return rank_flats_for(session, needs, PaysThreeHundred(), on=TODAY).page.rows


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
    matches = matches_of(session, needs)
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
    matches = matches_of(session, needs)
    assert {match.listing.id: match.may_be_offered for match in matches} == {free.id: False, spoken_with.id: True}


def test_a_flat_without_a_place_has_no_distance(session: Session, household: Household, needs: Needs):
    rows.add_listing(session, household.centre, latitude=None, longitude=None)
    rows.add_listing(session, household.centre)
    distances = {match.distance_km for match in matches_of(session, needs)}
    assert None in distances
    assert 0.5 < max(distances - {None}) < 1.5


def test_the_programme_is_asked_about_everybody_who_was_ever_there(
    session: Session, household: Household, needs: Needs
):
    away = Membership(joined_on=date(2025, 1, 1), left_on=date(2026, 1, 1))
    add_member(session, household, PersonDetails("Sami", date(2020, 1, 1)), away, at=NOW, actor=None)
    rows.add_listing(session, household.centre)
    programme = PaysThreeHundred()
    rank_flats_for(session, needs, programme, on=TODAY)
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
    household_id = household.id
    session.expunge_all()
    with counted(session) as statements:
        found = find_needs(session, household_id)
        assert found is not None
        assert len(matches_of(session, found)) == 12
    assert len([statement for statement in statements if statement.startswith("SELECT")]) <= 5


def test_a_page_holds_the_next_of_all_and_each_verdict_is_counted(session: Session, household: Household, needs: Needs):
    rents = ("450.00", "550.00", "650.00")
    listings = [rows.add_listing(session, household.centre, rent=rents[i % 3]) for i in range(ROWS + 5)]
    found = [rank_flats_for(session, needs, PaysThreeHundred(), on=TODAY, page=number) for number in (1, 2, 3)]
    shown = [[match.listing.id for match in each.page.rows] for each in found]
    assert (len(shown[0]), len(shown[1]), shown[2]) == (ROWS, 5, shown[1])
    assert shown[0] + shown[1] == [match.listing.id for match in in_full(session, needs, listings)]
    assert found[0].counts == {Verdict.FITS: 9, Verdict.NEARLY: 16, Verdict.NO: 0}
    fit = rank_flats_for(session, needs, PaysThreeHundred(), on=TODAY, verdict=Verdict.FITS)
    assert [match.listing.id for match in fit.page.rows] == shown[0][:9]
    assert rank_flats_for(session, needs, PaysThreeHundred(), on=TODAY, verdict=Verdict.NO).page.total == 0


def test_what_is_read_by_columns_is_what_the_adverts_say(session: Session, household: Household, needs: Needs):
    said = [
        {"rent_covers": None, "common_charges": None},
        {"rent_covers": RentCovers.RENT, "common_charges": Decimal("30.00")},
        {"rent_covers": RentCovers.BILLS, "common_charges": Decimal("30.00")},
    ]
    for facts in said:
        listing = rows.add_listing(session, household.centre, floor=None, has_lift=None, size_m2=None, bedrooms=None)
        for name, value in facts.items():
            setattr(listing, name, value)
    session.commit()
    for match in matches_of(session, needs):
        listing, flat, home = match.listing, match.ranked.flat, match.listing.dwelling
        assert flat.monthly_cost == listing.monthly_rent + (listing.charges_on_top or 0)
        assert match.figures.common_charges == listing.charges_on_top
        assert (flat.bedrooms, flat.size_m2, flat.floor, flat.has_lift) == (
            home.bedrooms, home.size_m2, home.floor, home.has_lift,
        )  # fmt: skip


def in_full(session: Session, needs: Needs, listings: Sequence[Listing]) -> list[Match]:
    return rank_these(session, needs, listings, PaysThreeHundred(), on=TODAY)


def test_further_needs_are_compared_with_what_rows_say(session: Session, household: Household, needs: Needs):
    details = NeedsDetails(2, wheelchair=True, has_pet=True, quiet=Strength.MUST)
    set_needs(session, household, details, on=TODAY, actor=None)
    told = {"wheelchair": True, "quiet": True}
    suits, noisy, silent = [
        rows.add_listing(session, household.centre, **facts) for facts in (told, told | {"quiet": False}, {})
    ]
    for listing in (suits, noisy):
        listing.pets = True
    session.flush()
    broken = {match.listing.id: limits_of(match) for match in matches_of(session, needs)}
    assert broken == {
        suits.id: [], noisy.id: [Limit.QUIET], silent.id: [Limit.WHEELCHAIR, Limit.PETS, Limit.QUIET],
    }  # fmt: skip


def test_flats_are_compared_with_where_a_household_wants_to_live(session: Session, household: Household, needs: Needs):
    """By their points, and by the municipality that was written with them."""
    set_needs(session, household, NeedsDetails(2), on=TODAY, actor=None)
    for details in (
        AreaDetails(AreaWish.ONLY, town="Ηράκλειο", radius_km=5),
        AreaDetails(AreaWish.NEVER, municipality="9306"),
        AreaDetails(AreaWish.RATHER, municipality="9305"),
    ):
        add_area(session, household, details, actor=None, at=NOW)
    in_town = rows.add_listing(session, household.centre, latitude=35.3312, longitude=25.1467)
    in_gazi = rows.add_listing(session, household.centre, latitude=35.3251, longitude=25.0687)
    nowhere = rows.add_listing(session, household.centre, latitude=None, longitude=None)
    session.flush()
    found = {match.listing.id: match for match in matches_of(session, needs)}
    assert {id_: limits_of(match) for id_, match in found.items()} == {
        in_town.id: [], in_gazi.id: [Limit.ONLY, Limit.NEVER], nowhere.id: [Limit.ONLY, Limit.NEVER],
    }  # fmt: skip
    outside, never = map(str, found[in_gazi.id].ranked.obstacles)
    assert outside.startswith("1.8 km outside where alone it wants to live: 5 km around Ηράκλειο")
    assert never == "where it must not live: municipality of Malevizi"
    assert [found[listing.id].ranked.parts[-1].points for listing in (in_town, in_gazi, nowhere)] == [16, 0, 8]


@pytest.mark.parametrize(
    ("advert", "answers", "limits"),
    [
        (True, (), []),
        (True, (StanceAnswer.NO,), [Limit.PETS]),
        (False, (StanceAnswer.NO, StanceAnswer.YES), []),
        (None, (StanceAnswer.YES,), []),
        (True, (StanceAnswer.DEPENDS,), [Limit.PETS]),
    ],
)
def test_whether_a_pet_is_allowed_the_landlord_said_last_else_the_advert(
    session: Session, household: Household, needs: Needs, advert: bool | None, answers: tuple, limits: list[Limit]
):
    set_needs(session, household, NeedsDetails(2, has_pet=True), on=TODAY, actor=None)
    listing = rows.add_listing(session, household.centre)
    listing.pets, officer = advert, rows.add_user(session, StaffRole.HOUSING_OFFICER, household.centre)
    assert listing.landlord is not None
    for answer in answers:
        said = Statement(by="the landlord", on=TODAY)
        record_stances(session, listing.landlord, {StanceTopic.PETS: answer}, said, on=TODAY, actor=officer, at=NOW)
    (match,) = matches_of(session, needs)
    assert limits_of(match) == limits
    assert [broken.change.is_to_ask for broken in match.ranked.broken] == [answers[-1:] != (StanceAnswer.NO,)] * len(
        limits
    )


def limits_of(match: Match) -> list[Limit]:
    return [broken.limit for broken in match.ranked.broken]
