"""The figures of the work, as a page, as a workbook and on paper."""

from datetime import timedelta
from io import BytesIO
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask
from lxml.html import HtmlElement
from python_calamine import CalamineWorkbook
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.dates import today
from core.structure import Centre
from tests.support import pdf, rows
from tests.support.audit import events
from tests.support.jobs import do_jobs
from tests.support.pages import PageClient
from tests.support.visits import enter

OFFERED = "From being taken in to the first offer"


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def take_in(session: Session, centre: Centre, number: int, *, days: int) -> None:
    """Households that came some days ago and look for a home."""
    for _each in range(number):
        rows.add_household(session, centre, taken_in_on=today() - timedelta(days=days))
    session.commit()


def row_of(page: HtmlElement, heading: str) -> list[str]:
    [row] = page.xpath(f"//tbody/tr[normalize-space(th)='{heading}']")
    return [" ".join(cell.text_content().split()) for cell in row.xpath("td")]


def workbook_of(client: PageClient, query: str = "") -> CalamineWorkbook:
    return CalamineWorkbook.from_filelike(BytesIO(client.get(f"/figures/export{query}").data))


def test_who_still_waits_is_counted(officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 6, days=10)
    take_in(session, centre, 1, days=40)
    page = officer.page("/figures")
    assert row_of(page, OFFERED) == ["7", "0", "7", "0", "–", "–", "–", "40"]
    assert page.xpath("//svg")
    assert "not shown" not in row_of(page, OFFERED)
    assert row_of(page, "From the invitation to the viewing") == ["0", "0", "0", "0", "–", "–", "–", "–"]
    assert "Nobody began to wait" not in page.text_content()


def test_few_are_told_nowhere(officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 4, days=33)
    told = row_of(officer.page("/figures"), OFFERED)
    assert told == ["not shown"] * 8
    assert "33" not in officer.page("/figures").xpath("//main")[0].text_content().replace("/", "")


def test_where_much_is_hidden_the_page_says_how_much_and_where_more_is_told(
    officer: PageClient, session: Session, centre: Centre
):
    says, card = "figures are not shown: each is about one to four", "//*[@aria-labelledby='steps']"
    take_in(session, centre, 4, days=33)
    page = officer.page("/figures")
    hidden = [cell for cell in page.xpath("//main//td//text()") if cell.strip() == "not shown"]
    assert f"{len(hidden)} of " in page.text_content()
    assert says in page.text_content()
    assert page.xpath(f"{card}//a[contains(@class, 'st-tag')]/@href") == ["/figures?period=ever&section=steps"]
    assert not officer.page("/figures?period=ever").xpath(f"{card}//a[contains(@class, 'st-tag')]")
    take_in(session, centre, 4, days=33)
    assert says not in officer.page("/figures").text_content()


def test_one_centre_leads_to_all_of_them(session: Session, centre: Centre, client: PageClient):
    rows.add_centre(session, "chania")
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER))
    take_in(session, centre, 4, days=33)
    links = client.page(f"/figures?centre={centre.id}").xpath("//*[@aria-labelledby='steps']//a/@href")
    assert [sorted(parse_qs(urlsplit(link).query).items()) for link in links] == [
        [("centre", [str(centre.id)]), ("period", ["ever"]), ("section", ["steps"])],
        [("period", ["12-months"]), ("section", ["steps"])],
        [("period", ["ever"]), ("section", ["steps"])],
    ]


def test_what_is_not_told_looks_like_no_zero(officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 4, days=33)
    [picture] = officer.page("/figures").xpath("//*[@aria-labelledby='steps']//*[local-name()='svg'][@role='img']")
    words = picture.xpath("*[@class='st-chart-words']/text()")
    assert "not shown" in words
    assert picture.xpath("*[local-name()='rect']") == []
    steps = workbook_of(officer).get_sheet_by_index(1).to_python()
    assert next(row for row in steps if row[0] == OFFERED) == [OFFERED, *["not shown"] * 8]


def test_a_period_counts_the_waits_that_began_in_it(officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 6, days=800)
    assert "Nobody began to wait for a step in this period." in officer.page("/figures").text_content()
    assert row_of(officer.page("/figures?period=ever"), OFFERED)[0] == "6"
    year = (today() - timedelta(days=800)).year
    assert row_of(officer.page(f"/figures?period={year}"), OFFERED)[0] == "6"
    selected = officer.page(f"/figures?period={year - 1}").xpath("//select[@name='period']/option[@selected]/@value")
    assert selected == [str(year - 1)]


def test_a_centre_s_officer_sees_its_own_only(officer: PageClient, session: Session, centre: Centre):
    chania = rows.add_centre(session, "chania")
    take_in(session, centre, 6, days=10)
    take_in(session, chania, 9, days=20)
    for query in ("", f"?centre={chania.id}", "?centre=x", "?centre=99"):
        page = officer.page(f"/figures{query}")
        assert row_of(page, OFFERED)[0] == "6"
        assert page.xpath("//select[@name='centre']") == []


def test_one_centre_is_chosen_of_several(session: Session, centre: Centre, client: PageClient):
    chania = rows.add_centre(session, "chania")
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER))
    take_in(session, centre, 6, days=10)
    take_in(session, chania, 9, days=20)
    assert row_of(client.page("/figures"), OFFERED)[0] == "15"
    assert row_of(client.page("/figures"), "Chania")[-1] == "–"
    assert row_of(client.page(f"/figures?centre={chania.id}"), OFFERED)[0] == "9"


def test_one_section_is_shown_at_a_time(officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 6, days=10)
    page = officer.page("/figures?period=ever")
    ways = page.xpath("//main//nav[@aria-label='Sections']/a")
    assert len(ways) == 5
    for way in ways:
        page = officer.page(way.get("href"))
        assert page.xpath("//main//h2/text()") == [way.text]
        assert page.xpath("//main//nav/a[@aria-current]/text()") == [way.text]
        assert page.xpath("//select[@name='period']/option[@selected]/@value") == ["ever"]
        [key] = page.xpath("//main//form[@role='search']/input[@name='section']/@value")
        assert way.get("href") == f"/figures?section={key}&period=ever"
    for address in ("/figures", "/figures?section=x"):
        assert officer.page(address).xpath("//main//h2/text()") == ["Time between steps"]


def test_workbook_and_paper_hold_all_sections(officer: PageClient, session: Session, centre: Centre):
    page = officer.page("/figures?section=losses")
    [address] = page.xpath("//main//a[normalize-space()='All sections for a spreadsheet']/@href")
    first = CalamineWorkbook.from_filelike(BytesIO(officer.get(address).data)).get_sheet_by_index(0).to_python()
    assert {"Time between steps", "Why offers come to nothing"} < {row[0] for row in first}
    assert page.xpath("//main//form[@action='/figures/paper']//*[@name='section']") == []


def test_the_workbook_says_what_the_page_does(officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 6, days=10)
    book = workbook_of(officer)
    assert book.sheet_names == ["Figures", "Time between steps, in days"]
    about, steps = (book.get_sheet_by_index(number).to_python() for number in (0, 1))
    assert "The last twelve months" in str(about[0][1])
    assert next(row for row in steps if row[0] == OFFERED) == [OFFERED, 6, 0, 6, 0, "", "", "", 10]


def test_the_paper_says_what_the_page_does(app: Flask, officer: PageClient, session: Session, centre: Centre):
    take_in(session, centre, 6, days=17)
    [path] = officer.submit("/figures?period=ever", action="/figures/paper").xpath("//main//a[@hx-get]/@href")
    assert officer.get(f"{path}/file").status_code == 404
    do_jobs(app)
    [address] = officer.page(path).xpath("//main//a[@download]/@href")
    answer = officer.get(address)
    assert answer.mimetype == "application/pdf"
    text = " ".join("\n".join(pdf.pages(answer.data)).split())
    assert "Time between steps" in text
    assert OFFERED in text
    assert "Since the beginning" in text
    enter(officer, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    assert [officer.get(one).status_code for one in (path, address)] == [404, 404]


def test_whoever_looks_is_written_down(officer: PageClient, session: Session, centre: Centre):
    officer.get("/figures?period=ever")
    officer.get("/figures/export")
    officer.submit("/figures", action="/figures/paper")
    actions = [event.action for event in events(session)]
    assert actions[-4:] == ["show-figures", "export-figures", "show-figures", "export-figures"]


def test_who_may_not_see_households_sees_no_figures(session: Session, client: PageClient):
    enter(client, session, rows.add_user(session, StaffRole.ADMINISTRATOR))
    assert {client.get(f"/figures{path}").status_code for path in ("", "/export")} == {403}


@pytest.mark.parametrize(("path", "leads"), [("/offers", "/figures?section=reasons"), ("/gates", "/figures")])
def test_pages_of_which_they_tell_lead_there(officer: PageClient, path: str, leads: str):
    assert len(officer.page(path).xpath(f"//main//a[@href='{leads}']")) == 1
