"""Days lost by centre and gate: they add up, and nobody reads one household's from them."""

from datetime import timedelta
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import today
from core.structure import Centre
from housing.gate_sums import PASSED, STOPS, WayOf, sum_up
from housing.gates import Gate
from maps.small_cells import FEWEST
from people.identifiers import IdentifierKind
from people.models import Identifier
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter

CENTRES = (1, 2)
WAYS = st.lists(
    st.builds(
        WayOf,
        st.sampled_from(CENTRES),
        st.dictionaries(st.sampled_from(Gate), st.integers(0, 90)),
        st.none() | st.sampled_from(STOPS),
    ),
    max_size=60,
)


@given(WAYS)
def test_what_is_told_is_right_and_about_five_at_least(ways: list[WayOf]) -> None:
    sums = sum_up(ways, CENTRES)
    for cell, days in sums.days.items():
        of_cell = [
            sum(way.days.values()) if cell.column is None else way.days.get(Gate(str(cell.column)), 0)
            for way in ways
            if cell.row in (None, way.centre_id)
        ]
        assert days is None or (days == sum(of_cell) and (days == 0 or sum(map(bool, of_cell)) >= FEWEST))
    for cell, waiting in sums.waiting.items():
        there = [way for way in ways if cell.row in (None, way.centre_id) and way.waits_at is not None]
        there = [way for way in there if cell.column in (None, way.waits_at)]
        assert waiting is None or (waiting == len(there) and (not there or len(there) >= FEWEST))


def test_the_share_that_has_passed_is_told_where_its_cells_are() -> None:
    done, waits = WayOf(1, {}, PASSED), WayOf(1, {Gate.AFM: 3}, Gate.AFM)
    assert sum_up([done] * 6 + [waits] * 8, [1]).share_passed() == (6, 14)
    assert sum_up([done] * 3 + [waits] * 8, [1]).share_passed() is None
    assert sum_up([], []).share_passed() is None


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def take_in(session: Session, centre: Centre, number: int, *, days: int, afm: bool = False) -> None:
    """Households that came some days ago, with an AFM from the first or without."""
    for _each in range(number):
        household = rows.add_household(session, centre, taken_in_on=today() - timedelta(days=days))
        if afm:
            person, at = household.members[0].person, household.created_at
            session.add(Identifier(person=person, kind=IdentifierKind.AFM, value="090000045", created_at=at))
    session.commit()


def sheet_of(client: PageClient, query: str = "", sheet: int = 0) -> list[list[object]]:
    content = BytesIO(client.get(f"/gates/export{query}").data)
    return CalamineWorkbook.from_filelike(content).get_sheet_by_index(sheet).to_python()


def test_an_officer_sees_the_sums_of_the_own_centre_only(officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 6, days=10)
    take_in(session, centre, 7, days=10, afm=True)
    take_in(session, rows.add_centre(session, "chania"), 9, days=1000)
    page = officer.page("/gates")
    days, waiting = (
        [[" ".join(cell.text_content().split()) for cell in row] for row in table.xpath(".//tbody/tr")]
        for table in page.xpath("//table")
    )
    assert days == [[name, "60", "70", "0", "0", "0", "0", "130"] for name in ("Heraklion", "All together")]
    assert waiting == [
        [name, f"6: AFM, {name}", f"7: Bank account, {name}", *["0"] * 5, "13"]
        for name in ("Heraklion", "All together")
    ]
    for address, shown in zip(page.xpath("//table//a/@href"), (6, 7, 6, 7), strict=True):
        assert len(officer.page(address).xpath("//tbody/tr")) == shown
    assert page.xpath("//text[@class='st-chart-words']/text()") == ["60 days", "70 days", *["0 days"] * 4]
    assert "0 of 13 households have passed" in page.text_content()


def test_a_household_among_few_is_shown_nowhere(officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 1, days=77)
    take_in(session, centre, 7, days=10, afm=True)
    page = officer.page("/gates")
    told = page.xpath("//text[@class='st-chart-words']/text()")
    assert told == ["not shown", "not shown", "0 days", "0 days", "0 days", "0 days"]
    assert "77" not in page.xpath("//main")[0].text_content()
    assert [row[2:5] for row in sheet_of(officer)[1:]] == [["not shown", "not shown", 0]] * 4
    assert sheet_of(officer, sheet=1)[-1][0] == "not shown"
    assert "fewer than five" in str(sheet_of(officer, sheet=1)[-1][1])
    assert [row[-2] for row in sheet_of(officer)[1::2]] == ["", ""]  # days are lost at gates, not behind them


def test_the_picture_is_of_the_centre_that_was_chosen(session: Session, centre: Centre, client: PageClient):
    chania = rows.add_centre(session, "chania")
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER))
    take_in(session, centre, 6, days=10)
    take_in(session, chania, 8, days=20)
    page = client.page(f"/gates?centre={chania.id}")
    assert page.xpath("//text[@class='st-chart-words']/text()")[0] == "160 days"
    assert page.xpath("//nav//a[@aria-current='true' and contains(@class, 'st-tag')]/text()") == ["Chania"]
    for beyond in ("9999", "x", ""):
        assert client.page(f"/gates?centre={beyond}").xpath("//text[@class='st-chart-words']/text()")[0] == "220 days"


def test_a_year_counts_its_own_days(officer: PageClient, session: Session, centre: Centre):
    first = today().replace(month=1, day=1)
    before = 20
    take_in(session, centre, 6, days=(today() - first).days + before)
    words = "//text[@class='st-chart-words']/text()"
    assert officer.page(f"/gates?year={first.year - 1}").xpath(words)[0] == f"{6 * before} days"
    assert sheet_of(officer, f"?year={first.year - 1}")[1][2] == 6 * before
    assert sheet_of(officer, f"?year={first.year}")[1][2] == 6 * (today() - first).days
    all_years = officer.page("/gates")
    years = all_years.xpath("//nav[@aria-label='Year']/a")
    assert [year.text for year in years] == ["All years", str(first.year - 1), str(first.year)]
    assert [year.get("aria-current") for year in years] == ["true", None, None]
    for beyond in (first.year + 1, 1, 0, -5, "x", 10**9):
        assert officer.page(f"/gates?year={beyond}").xpath(words) == all_years.xpath(words)


def test_the_file_says_what_the_page_does(officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 6, days=10)
    header, days, waiting, *_all = sheet_of(officer)
    assert header[:3] == ["Centre", "What is counted", "AFM"]
    assert days == ["Heraklion", "Days lost", 60, 0, 0, 0, 0, 0, "", 60]
    assert waiting == ["Heraklion", "Households that wait", 6, 0, 0, 0, 0, 0, 0, 6]


def test_who_may_not_see_households_sees_no_sums(session: Session, client: PageClient):
    enter(client, session, rows.add_user(session, StaffRole.ADMINISTRATOR))
    assert [client.get(address).status_code for address in ("/gates", "/gates/export")] == [403, 403]


def test_the_list_of_households_leads_there(officer: PageClient):
    assert officer.page("/households").xpath("//a[@href='/gates']/text()") == ["Where days are lost"]
