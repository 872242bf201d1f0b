"""Up to four flats of a shortlist side by side: what differs, what is left to pay, what keeps each from fitting."""

import pytest
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing, ShortlistEntry
from housing.reasons.drops import DropReason
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.households.shortlists import drop_flat, keep_flats
from people.models import Household
from tests.support import leases, rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, TODAY
from tests.support.visits import enter, text

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.fixture
def household(session: Session, centre: Centre) -> Household:
    household = rows.add_household(session, centre)
    household.officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    return household


@pytest.fixture
def flats(session: Session, centre: Centre) -> list[Listing]:
    facts = (
        {"bedrooms": 1},
        {"bedrooms": 2, "floor": 4, "has_lift": False},
        {"latitude": None, "longitude": None},
        {},
        {},
    )
    return [
        rows.add_listing(session, centre, f"Flat {number}", rent=f"{400 + 10 * number}.00", **kind)
        for number, kind in enumerate(facts, 1)
    ]


@pytest.fixture
def entries(session: Session, household: Household, flats: list[Listing]) -> list[int]:
    return [entry.id for entry in keep_flats(session, household, flats, actor=household.officer, at=NOW)]


def compare(client: PageClient, session: Session, household: Household, query: str = "") -> HtmlElement:
    path = f"/households/{household.id}/shortlist/compare{query}"
    enter(client, session, household.officer)
    session.rollback()
    return client.page(path)


def row(page: HtmlElement, words: str) -> list[str]:
    return [" ".join(cell.text_content().split()) for cell in page.xpath(f"//tr[th[.='{words}']]/td")]


def test_facts_stand_in_rows_that_say_what_differs(
    session: Session, client: PageClient, household: Household, entries: list[int]
):
    page = compare(client, session, household, f"?flat={entries[0]}&flat={entries[1]}")
    assert row(page, "Rent, a month") == ["€410.00", "€420.00", "differs"]
    assert row(page, "Size") == ["82 m²", "82 m²", "the same"]
    assert row(page, "Floor") == ["floor 3", "floor 4", "differs"]
    assert row(page, "Left to pay each month") == ["€435.00 the least", "€445.00", ""]
    assert [th.get("data-th") for th in page.xpath("//tr[th[.='Size']]/td")] == [
        "1: Flat 1", "2: Flat 2", None,
    ]  # fmt: skip
    assert row(page, "How it fits") == []  # nobody has asked yet


def test_of_what_nobody_said_of_a_flat_it_is_not_said_that_they_differ(
    session: Session, client: PageClient, household: Household, flats: list[Listing], entries: list[int]
):
    flats[0].dwelling.size_m2 = flats[0].dwelling.floor = None
    session.commit()
    page = compare(client, session, household, f"?flat={'.'.join(map(str, entries[:3]))}")
    assert row(page, "Size") == ["not said", "82 m²", "82 m²", "not said of all"]
    assert row(page, "Floor") == ["not said", "floor 4", "floor 3", "differs"]


def test_what_keeps_each_from_fitting_stands_under_it(
    session: Session, client: PageClient, household: Household, entries: list[int]
):
    set_needs(session, household, NeedsDetails(2, "a carer", step_free=True), on=TODAY, actor=household.officer)
    page = compare(client, session, household, f"?flat={entries[0]}.{entries[1]}.{entries[3]}")
    assert row(page, "What keeps it from fitting") == [
        "one bedroom short: needs 2, has 1", "floor 4 without a lift", "nothing", "",
    ]  # fmt: skip
    broken, too, fits, _all = row(page, "How it fits")
    assert (broken, too, fits[:5]) == ("One limit broken", "One limit broken", "Fits ")


def test_four_at_most_and_the_first_four_where_none_is_ticked(
    session: Session, client: PageClient, household: Household, entries: list[int]
):
    page = compare(client, session, household, "?flat=" + ".".join(map(str, entries)))
    assert len(row(page, "Size")) == 5
    assert "1 more is ticked: at most 4" in text(page)
    page = client.page(f"/households/{household.id}/shortlist/compare")
    assert row(page, "Advert")[:4] == ["Flat 1", "Flat 2", "Flat 3", "Flat 4"]
    assert "more is ticked" not in text(page)


def test_the_map_has_the_flats_with_their_numbers(
    session: Session, client: PageClient, household: Household, flats: list[Listing], entries: list[int]
):
    flats[0].title = HOSTILE
    page = compare(client, session, household)
    address = page.xpath("//script[contains(@src, 'compare.js')]/@src")[0]
    script = client.get(address).text
    assert ['"1: ' in script, '"2: ' in script, '"3: ' in script] == [True, True, False]  # the third stands nowhere
    assert [f'"short":"{number}"' in script for number in (1, 2, 3)] == [True, True, False]
    assert "</script>" not in script
    assert "<img" not in client.get(address.replace("compare.js", "compare.svg")).text


def test_flats_of_one_point_share_a_mark_with_their_numbers(
    session: Session, client: PageClient, household: Household, flats: list[Listing], entries: list[int]
):
    flats[1].dwelling.latitude += 0.001
    page = compare(client, session, household)
    assert "under one mark: 1, 4." in text(page.xpath("//section[@aria-labelledby='map']")[0])
    [address] = page.xpath("//script[contains(@src, 'compare.js')]/@src")
    script = client.get(address).text
    labels = ('"label":"1: \\u20ac410 \\u00b7 4: \\u20ac440"', '"short":"1, 4"', '"label":"2: ')
    assert [label in script for label in labels] == [True] * 3, "a number without its rent says little"
    assert '"title":"1: Flat 1 \\u00b7 4: Flat 4"' in script
    still = client.get(address.replace("compare.js", "compare.svg")).text
    assert ["1, 4" in still, ">1<" in still] == [True, False]
    [numbers] = page.xpath("//section[@aria-labelledby='map']//ol")
    assert text(numbers[1]) == "Flat 2: €420.00"
    assert [item.get("value") for item in numbers] == ["1", "2", "3", "4"]


def test_a_home_that_a_household_rents_by_now_is_not_on_the_map(session: Session, client: PageClient, centre: Centre):
    lease = leases.add_lease(session, centre)
    household = rows.add_household(session, centre, "Osman")
    household.officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.flush()
    keep_flats(session, household, [lease.listing], actor=household.officer, at=NOW)
    page = compare(client, session, household)
    assert not page.xpath("//script[contains(@src, 'compare.js')]")
    assert client.get(f"/households/{household.id}/shortlist/compare.svg").status_code == 404


def test_an_empty_list_says_so_and_dropped_flats_are_left_out(
    session: Session, client: PageClient, household: Household, flats: list[Listing]
):
    assert "No flat is kept yet" in text(compare(client, session, household))
    [entry] = keep_flats(session, household, flats[:1], actor=household.officer, at=NOW)
    drop_flat(session, session.get_one(ShortlistEntry, entry.id), DropReason.GONE, actor=household.officer)
    assert "No flat is kept yet" in text(compare(client, session, household, f"?flat={entry.id}&flat=x"))


def test_the_shortlist_leads_there_with_what_is_ticked(
    session: Session, client: PageClient, household: Household, entries: list[int]
):
    enter(client, session, household.officer)
    page = client.page(f"/households/{household.id}/shortlist")
    assert page.xpath("//input[@name='flat']/@form") == ["compare"] * 5
    assert page.xpath("//form[@id='compare']/@action") == [f"/households/{household.id}/shortlist/compare"]
