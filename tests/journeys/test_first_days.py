"""The first days of an office by its pages: from the link of `stegi init` to an offer that a family reads, all forms.

`docs/first-days.md` tells them and says how many forms there are.
"""

import json
import re
from collections.abc import Callable
from urllib.parse import urlsplit

import pytest
from click.testing import CliRunner
from flask import Flask
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session

from cli import main
from core.auth.permissions import StaffRole
from core.config import ROOT
from core.dates import DAY, today
from housing.models import Listing, Offer
from subsidies.scheme_forms import TABLE
from subsidies.services.schemes import find_newest
from tests.support.databases import BARE
from tests.support.keys import TEXT
from tests.support.pages import PageClient
from tests.support.rows import speak_english
from tests.support.second_factor import code_of

ANSWERS = {
    "programme": "Πρόγραμμα", "programme-en": "Programme", "project": "Κρήτη", "project-en": "Crete",
    "partner": "Δήμος", "partner-en": "Municipality", "centre": "Ηράκλειο", "centre-en": "Heraklion",
    "centre-key": "heraklion", "latitude": "35.3387", "longitude": "25.1442",
    "administrator": "Μαρία Καλλή", "email": "maria@example.org",
}  # fmt: skip
PASSWORD = "four words nobody knows"
TOLD = (ROOT / "docs" / "first-days.md").read_text(encoding="utf-8")


class Person(PageClient):
    """Somebody at a browser, who counts the forms that are sent."""

    forms = 0

    def submit(self, path: str, action: str | None = None, status: int = 200, **fields: object) -> HtmlElement:
        self.forms += 1
        return super().submit(path, action, status, **fields)

    def come_in(self, link: str, email: str) -> None:
        """Set the password by the link, sign in, and set up an app where the role asks for one."""
        path = urlsplit(link).path
        self.submit(path, password=PASSWORD, again=PASSWORD)
        page = self.submit("/sign-in", action="/sign-in", email=email, password=PASSWORD)
        if "Second factor" in page.findtext(".//h1"):
            page = self.submit("/account/second-factor", action="/account/second-factor/app")
            secret = "".join(page.xpath("string(//*[@id='key'])").split())
            self.submit("/account/second-factor/app/confirm", code=code_of(secret))

    def board(self) -> dict[str, str]:
        """What waits, and where it leads."""
        tasks = self.page("/").xpath("//li[@class='st-task']")
        return {" ".join(task.findtext(".//h3").split()): task.find(".//a").get("href") for task in tasks}


NewPerson = Callable[[], Person]


@pytest.fixture
def person(app: Flask) -> NewPerson:
    app.test_client_class = Person

    def come() -> Person:
        client = app.test_client()
        assert isinstance(client, Person)
        speak_english(client)
        return client

    return come


@pytest.fixture
def link(database_url: str, monkeypatch: pytest.MonkeyPatch) -> str:
    """What `stegi init` prints."""
    monkeypatch.setenv("STEGI_DATABASE_URL", database_url)
    monkeypatch.setenv("STEGI_DATA_KEYS", TEXT)
    options = [f"--{name}={value}" for name, value in ANSWERS.items()]
    return json.loads(CliRunner().invoke(main, ["init", *options, "--json"], catch_exceptions=False).stdout)["link"]


@pytest.mark.parametrize("database_url", BARE, indirect=True)
def test_an_office_comes_from_the_first_link_to_its_first_offer_by_the_forms_that_are_told(
    link: str, person: NewPerson, session: Session
) -> None:
    maria, eleni, family = person(), person(), person()
    maria.come_in(link, ANSWERS["email"])
    eleni.come_in(invite(maria, StaffRole.HOUSING_OFFICER, "Eleni", "centre-1"), "eleni@example.org")
    eleni.submit(
        eleni.board()["Write the first flat down"],
        title="Efesou 7", monthly_rent="450", address="Efesou 7", city="Ηράκλειο", latitude="35.33", longitude="25.14",
    )  # fmt: skip
    to_the_flat = maria.forms + eleni.forms
    assert session.scalars(select(Listing)).one().dwelling.point
    session.rollback()
    household = first_household(eleni)
    offer(eleni, household)
    to_the_offer = maria.forms + eleni.forms
    assert (told("flat"), told("offer")) == (to_the_flat, to_the_offer)
    number = session.scalars(select(Offer.id)).one()
    session.rollback()
    page = eleni.submit(f"/offers/{number}", action=f"/households/{household}/link")
    door = urlsplit(page.xpath("string(//main//input/@value[contains(., '/link/')])")).path
    family.submit(door, action=door)
    assert "450" in family.page(f"/my/offers/{number}").text_content()


@pytest.mark.parametrize("database_url", BARE[:1], indirect=True)
def test_the_board_leads_finance_to_a_scheme_that_awards(link: str, person: NewPerson, session: Session) -> None:
    maria, nikos, anna = person(), person(), person()
    maria.come_in(link, ANSWERS["email"])
    nikos.come_in(invite(maria, StaffRole.FINANCE_OFFICER, "Nikos", "programme-1"), "nikos@example.org")
    anna.come_in(invite(maria, StaffRole.FINANCE_APPROVER, "Anna", "programme-1"), "anna@example.org")
    [(title, address)] = nikos.board().items()
    assert title == "Fill a scheme in: none awards yet"
    assert "No scheme awards today" in nikos.page(address).text_content()
    draft = find_newest(session, "helios-plus")
    assert draft is not None
    text = draft.text.replace('"draft"', '"active"') + TABLE.replace("2027-01-01", today().isoformat())
    session.rollback()
    nikos.submit("/scheme-proposal?from=helios-plus", text=text)
    assert nikos.board() == {}
    [address] = anna.board().values()
    anna.submit(address, action=f"{address}/approve")
    assert "No scheme awards today" not in nikos.page("/schemes").text_content()


def told(what: str) -> int:
    """How many forms the document says there are until then."""
    return int(re.search(rf"([0-9]+) forms to the first {what}", TOLD)[1])


def invite(administrator: Person, role: StaffRole, name: str, place: str) -> str:
    """The link of somebody new, by the way that the board shows."""
    [address] = [address for address in administrator.board().values() if address.endswith(f"role={role}")]
    page = administrator.submit(address, name=name, email=f"{name.lower()}@example.org", place=place)
    return str(page.xpath("string(//main//input/@value[contains(., '/invitation/')])"))


def first_household(officer: Person) -> int:
    people = {"members-0-name": "Amal Haddad", "members-0-born_on": "01/02/1990"}
    officer.submit(officer.board()["Write the first household down"], name="Haddad", **people)
    officer.submit("/households/1/needs", bedrooms="1")
    return 1


def offer(officer: Person, household: int) -> None:
    officer.submit("/listings/1", action="/listings/1/contact")
    officer.submit(f"/offers/new?household={household}&listing=1", answer_by=f"{today() + 3 * DAY:%d/%m/%Y}")
