"""An installation on its first day holds nothing yet: each page is in order, and each list says what to do."""

from collections.abc import Iterator

import pytest
import time_machine
from flask import Flask
from lxml import html
from lxml.html import HtmlElement
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import PERMISSIONS, StaffRole
from core.founding import Beginning, found
from core.provisions import lay_down
from core.structure import Centre
from core.structure.building import CentreDetails, Names
from tests.pages.test_sound_pages import errors
from tests.support import rows
from tests.support.demonstration import STAFF
from tests.support.pages import PageClient, complaints
from tests.support.rows import NOW
from tests.support.visits import enter
from tests.support.walk import addresses, rules

BEGINNING = Beginning(
    programme=Names("Πρόγραμμα", "Programme"),
    project=Names("Κυκλάδες", "Cyclades"),
    partner=Names("Φάρος", "Lighthouse"),
    centre=CentreDetails("Ακτή", "Coast", "north-coast", 37.44, 25.37),
    administrator="Maria Kalli",
    email="maria@example.org",
)
EMPTY = "//main//*[contains(@class, 'st-empty')]"
ROWS = f"(//main//tbody/tr | //main//ul[contains(@class, 'st-list')]/li)[not(.{EMPTY.removeprefix('//main')})]"
# Pages that begin with rows there are none of yet, and what they begin with.
BEGUN_ELSEWHERE = {
    "housing.book_viewing": "a flat",
    "housing.landlord_points": "a part of the world, which the map names",
    "housing.let_homes_points": "a part of the world, which the map names",
    "housing.listings_points": "a part of the world, which the map names",
    "housing.listings_rents": "that colours are wanted",
    "housing.make_offer": "a household and a flat",
    "housing.report_discrimination": "a landlord or an advert",
    "housing.sign_lease": "a household and a flat",
    "housing.viewings_map_script": "a day with viewings",
    "housing.viewings_still": "a day with viewings",
}


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url)
    yield engine
    engine.dispose()


@pytest.mark.parametrize("role", StaffRole)
def test_every_page_is_in_order_and_every_list_says_what_to_do(
    app: Flask, client: PageClient, session: Session, engine: Engine, role: StaffRole
) -> None:
    with time_machine.travel(NOW, tick=False):
        found(session, BEGINNING, at=NOW)
        enter(client, session, rows.add_user(session, role))
        for endpoint, address in _own_addresses(app, engine, role).items():
            answer = client.get(address, follow_redirects=True, buffered=True)
            assert answer.status_code == 200, address
            if answer.mimetype == "text/html":
                page = html.document_fromstring(answer.text)
                assert (complaints(page), errors(answer.text)) == ([], []), address
                assert _is_no_bare_list(endpoint, page), address


INVITED = [
    "Invite a housing officer",
    "Invite a finance officer",
    "Invite an approver",
    "Invite a second administrator",
]
CALLED = ["1 centre has no telephone"]
BEGUN = {
    StaffRole.HOUSING_OFFICER: (INVITED[1:] + CALLED, ["Write the first household down", "Write the first flat down"]),
    StaffRole.FINANCE_OFFICER: (INVITED[:1] + INVITED[2:] + CALLED, ["Fill a scheme in: none awards yet"]),
    StaffRole.FINANCE_APPROVER: (INVITED[:2] + INVITED[3:] + CALLED, []),
    StaffRole.ADMINISTRATOR: (INVITED[:3] + CALLED, INVITED[:3] + CALLED),
}


@pytest.mark.parametrize("role", StaffRole)
def test_the_board_says_to_each_what_to_begin_with(client: PageClient, session: Session, role: StaffRole) -> None:
    """To the administrator, whom else to let in; and to whoever is let in, the first things of that role."""
    with time_machine.travel(NOW, tick=False):
        found(session, BEGINNING, at=NOW)
        lay_down(session, NOW)
        first, second = session.scalars(select(User)).one(), rows.add_user(session, role)
        for user, titles in zip((first, second), BEGUN[role], strict=True):
            enter(client, session, user)
            tasks = client.page("/").xpath("//li[@class='st-task']")
            assert [" ".join(task.findtext(".//h3").split()) for task in tasks] == titles
            for task in tasks:
                assert client.page(task.find(".//a").get("href")).findtext(".//h1")


def test_what_was_begun_is_not_asked_for_again(client: PageClient, session: Session) -> None:
    with time_machine.travel(NOW, tick=False):
        found(session, BEGINNING, at=NOW)
        officer, centre = rows.add_user(session, StaffRole.HOUSING_OFFICER), session.scalars(select(Centre)).one()
        rows.add_listing(session, centre)
        rows.add_household(session, centre)
        enter(client, session, officer)
        titles = " ".join(client.page("/").xpath("//li[@class='st-task']//h3/text()"))
        assert "first" not in titles


def _own_addresses(app: Flask, engine: Engine, role: StaffRole) -> dict[str, str]:
    """Of all pages that are open to the role and are not about one row; which need none to begin with."""
    asked = {rule.endpoint: getattr(app.view_functions[rule.endpoint], "asks_for", None) for rule in rules(app)}
    own = {endpoint for endpoint, what in asked.items() if what in {STAFF, *PERMISSIONS[role]}}
    plain = {rule.endpoint for rule in rules(app) if not rule.arguments - {"month"}}
    return {
        endpoint: address
        for endpoint, address in addresses(app, engine, "GET").items()
        if endpoint in (own & plain) - BEGUN_ELSEWHERE.keys()
    }


def _is_no_bare_list(endpoint: str, page: HtmlElement) -> bool:
    """Whether a list shows rows, or says why there are none and what to do."""
    is_list = endpoint.partition(".")[2].startswith("list_")
    advice = page.xpath(f"{EMPTY}//p[not(contains(@class, 'h3'))] | {EMPTY}//a")
    return not is_list or bool(page.xpath(ROWS) or advice)
