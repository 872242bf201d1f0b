"""Ranked flats on their page, and why one of them does not fit."""

from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.ranking.matching import ROWS
from housing.states import ListingStatus
from people.models import Household
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import TODAY
from tests.support.visits import enter, text


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    household = rows.add_household(session, centre, births=("1990-02-01", "2019-05-05"))
    details = NeedsDetails(2, "A carer", step_free=True, most_rent=Decimal("480.00"))
    set_needs(session, household, details, on=TODAY, actor=None)
    return household


@pytest.fixture
def officer(session: Session, household: Household, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def test_flats_are_counted_by_how_they_fit_and_shown_page_by_page(
    officer: PageClient, session: Session, household: Household, centre: Centre
) -> None:
    for _number in range(ROWS):
        rows.add_listing(session, centre, rent="455.00")
    rows.add_listing(session, centre, "One bedroom", rent="455.00", bedrooms=1)
    session.commit()
    page = officer.page(f"/households/{household.id}/flats")
    kinds = [" ".join(tag.text_content().split()) for tag in page.xpath("//main//a[@class='st-tag']")]
    assert kinds == ["All flats 21", "Fits 20", "One obstacle 1", "Several obstacles 0"]
    assert len(page.find_class("st-flat")) == ROWS
    assert "1 to 20 of 21" in text(page)
    later = text(officer.page(f"/households/{household.id}/flats?page=2"))
    assert "21 One bedroom" in later
    assert "one bedroom short: needs 2, has 1" in later
    only = officer.page(f"/households/{household.id}/flats?fit=nearly")
    assert [row.xpath("string(.//h3)") for row in only.find_class("st-flat")] == ["One bedroom"]
    assert "None of the flats" in text(officer.page(f"/households/{household.id}/flats?fit=no"))


def test_a_row_shows_what_the_score_is_made_of_and_what_is_left_to_pay(
    officer: PageClient, session: Session, household: Household, centre: Centre
) -> None:
    rows.add_listing(session, centre, rent="455.00")
    session.commit()
    (row,) = officer.page(f"/households/{household.id}/flats").find_class("st-flat")
    (money,) = row.find_class("st-flat-money")
    sums = ["€455.00", "common charges +€25.00", "no subsidy worked out", "left to pay €480.00"]
    assert [text(sum_) for sum_ in money] == sums
    assert len(row.find_class("st-meter")) == 3
    assert "What would make it fit" not in text(row)


@pytest.mark.parametrize(
    ("facts", "said", "shape"),
    [
        ({}, "Fits 90 of 100", "done"),
        ({"bedrooms": 1}, "One limit broken", "doing"),
        ({"bedrooms": 0, "has_lift": False}, "2 limits broken", "refused"),
        ({"bedrooms": None}, "Not known whether it fits", "waits"),
        ({"bedrooms": None, "has_lift": None}, "Not known whether it fits", "waits"),
        ({"bedrooms": None, "has_lift": False}, "One limit broken", "refused"),
    ],
    ids=["fits", "one", "two", "one-to-ask", "two-to-ask", "one-and-one-to-ask"],
)
def test_a_flat_is_called_what_is_true_of_it_and_never_near(
    officer: PageClient, session: Session, household: Household, centre: Centre, facts: dict, said: str, shape: str
) -> None:
    listing = rows.add_listing(session, centre, rent="100.00", **facts)
    session.commit()
    [mark] = officer.page(f"/households/{household.id}/flats/{listing.id}").xpath("//li[1]//*[@class='st-mark'][1]")
    assert text(mark) == said
    assert mark.xpath(f".//use[contains(@href, '#{shape}')]")


def test_only_flats_that_fit_have_a_score_and_they_stand_before_those_that_do_not(
    officer: PageClient, session: Session, household: Household, centre: Centre
) -> None:
    rows.add_listing(session, centre, "Fits", rent="455.00", size_m2=30)
    rows.add_listing(session, centre, "Better but for its bedroom", rent="100.00", bedrooms=1)
    rows.add_listing(session, centre, "Cheapest", rent="50.00", bedrooms=0, has_lift=False)
    session.commit()
    flats = officer.page(f"/households/{household.id}/flats").find_class("st-flat")
    assert [row.xpath("string(.//h3)") for row in flats] == ["Fits", "Better but for its bedroom", "Cheapest"]
    assert ["of 100" in text(row) for row in flats] == [True, False, False]
    assert text(flats[1]).index("one bedroom short") < text(flats[1]).index("How it is otherwise")
    assert [bool(row.xpath(".//details[@open]")) for row in flats] == [True, False, False]
    assert len(flats[1].xpath(".//details")[0].find_class("st-meter")) == 3


def test_why_not_names_every_limit_with_the_smallest_change(
    officer: PageClient, session: Session, household: Household, centre: Centre
) -> None:
    listing = rows.add_listing(session, centre, "Dear", rent="495.00", bedrooms=0, has_lift=False)
    session.commit()
    flats = officer.page(f"/households/{household.id}/flats")
    (link,) = flats.xpath("//a[starts-with(., 'What would make it fit')]/@href")
    assert link == f"/households/{household.id}/flats/{listing.id}"
    page = officer.page(link)
    assert [[" ".join(cell.text_content().split()) for cell in row] for row in page.xpath("//tbody/tr")] == [
        [
            "€40.00 over the limit of €480.00",
            "The household would have to be able to pay €40.00 more each month.",
        ],
        ["2 bedrooms short: needs 2, has 0", "It would have to have 2 bedrooms more."],
        ["floor 3 without a lift", "It would have to have a lift, or be on the ground floor."],
    ]


def test_any_pair_is_judged_also_where_the_flat_is_not_to_be_had(
    officer: PageClient, session: Session, household: Household, centre: Centre
) -> None:
    let = rows.add_listing(session, centre, rent="455.00", status=ListingStatus.LET)
    session.commit()
    page = text(officer.page(f"/households/{household.id}/flats/{let.id}"))
    assert "The flat is not to be had now: Let." in page
    assert "It breaks no limit: it fits." in page


def test_of_another_centre_neither_flat_nor_household_is_shown(
    officer: PageClient, session: Session, household: Household, centre: Centre
) -> None:
    elsewhere = rows.add_centre(session, "chania")
    theirs = rows.add_listing(session, elsewhere)
    strangers = rows.add_household(session, elsewhere)
    ours = rows.add_listing(session, centre)
    session.commit()
    for household_id, listing_id in ((household.id, theirs.id), (strangers.id, ours.id)):
        assert officer.get(f"/households/{household_id}/flats/{listing_id}").status_code == 403


def test_without_needs_the_pair_leads_to_where_they_are_asked_for(
    officer: PageClient, session: Session, centre: Centre
) -> None:
    household, listing = rows.add_household(session, centre), rows.add_listing(session, centre)
    session.commit()
    page = officer.page(f"/households/{household.id}/flats/{listing.id}")
    assert "Nobody has asked yet what it needs" in text(page)
