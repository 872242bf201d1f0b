"""The demonstration, filled once for each worker and only looked at: what tests that walk every page share."""

from base64 import b64encode
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cached_property
from io import BytesIO
from pathlib import Path
from shutil import copy
from zipfile import ZipFile

import pytest
from flask import Flask
from pypdf.errors import PdfReadError
from sqlalchemy import select
from sqlalchemy.orm import Session

from app import create_app, fill_demonstration
from core.audit import record
from core.auth import admissions
from core.auth.admissions import AdmissionKind
from core.auth.invitations import make_invitation
from core.auth.models import User
from core.auth.permissions import PERMISSIONS, StaffRole
from core.auth.totp import begin_app
from core.calendar.feeds import open_feed
from core.calendar.models import StaffFeed
from core.config import Settings
from core.dates import today, utc_now
from core.jobs import JobStatus
from core.letters.making import ask_for_letter
from core.letters.paper import ask_for_paper
from core.session import command_session, database
from housing.figure_sections import SECTIONS
from housing.models import Offer
from housing.services.leases.letters import letter_of_offer
from people.models import Household
from portal.models import HouseholdFeed
from portal.services.links import make_link
from tests.support import pdf
from tests.support.browser import serving
from tests.support.growth import grow
from tests.support.keys import DATA_KEYS
from tests.support.pages import PageClient
from tests.support.shared import share_templates
from tests.support.states import leave_half_way
from tests.support.walk import Accounts, all_addresses, come_in

ANYBODY, STAFF, HOUSEHOLD = "*anybody*", "*staff*", "*household*"  # as views say whom they ask for
HALF_WAY = "whose code is asked for"
MOST_ROWS = 4
# What a page wants to know beside its address; without it there is nothing to see.
QUERIES: Mapping[str, str] = {
    "housing.book_viewing": "listing=2&household=1",
    "housing.choose_listings": "do=verify&which=page",
    "housing.export_listings": "kind=geojson",
    "housing.landlord_points": "bbox=23.4,34.8,26.4,35.7&zoom=12",
    "housing.keep_chosen": "which=page",
    "housing.let_homes_points": "bbox=23.4,34.8,26.4,35.7&zoom=12",
    "housing.listings_points": "bbox=23.4,34.8,26.4,35.7&zoom=9&radius_km=50",
    "housing.listings_rents": "radius_km=50&heat=y",
    "housing.review_chosen": "which=page",
    "housing.show_sheets": "which=page",
    "housing.make_offer": "household=5&listing=15",
    "housing.review_planned": "centre=2&pair=5-15",
    "housing.report_discrimination": "listing=1",
    "housing.set_weights": "money=10&room=10&distance=80&wishes=20",
    "people.merge_households": "number=N-0006",
    "housing.sign_lease": "household=3&listing=13",
    "subsidies.propose_scheme": "from=demonstration",
    "housing.place_listing": "address=Σούδα",
}
TROUBLES = ("/no-such-page", "/staff", "/link/no-such-token", "/invitation/no-such-token")


@dataclass(frozen=True)
class Seen:
    """What one role gets at an address."""

    role: str | None
    endpoint: str | None
    address: str
    status: int
    mimetype: str
    text: str  # whatever can be read, unpacked
    headers: str = ""


@dataclass(frozen=True)
class Demonstration:
    """The service with rows of every kind, and how to come in."""

    app: Flask
    accounts: Accounts  # several of one role are numbered
    tokens: Mapping[str, str]  # that still open, by endpoint
    most: int = MOST_ROWS  # of a kind that are looked at

    @cached_property
    def clients(self) -> dict[str | None, PageClient]:
        """Everybody, already inside."""
        return {role: come_in(self.app, self.accounts, role) for role in (None, *self.accounts)}

    @cached_property
    def addresses(self) -> dict[str, list[str]]:
        """Where everything is, by endpoint, with some of the rows that it can show."""
        with self.app.app_context():
            addresses = all_addresses(self.app, database.engine, most=self.most)
        for endpoint, token in self.tokens.items():
            addresses[endpoint] = [addresses[endpoint][0].replace("no-such-token", token)]
        for endpoint, query in QUERIES.items():
            addresses[endpoint] = [f"{address}?{query}" for address in addresses[endpoint]]
        [figures] = addresses["housing.show_figures"]
        addresses["housing.show_figures"] = [f"{figures}?section={section.key}" for section in SECTIONS]
        return addresses

    @cached_property
    def answers(self) -> list[Seen]:
        """Everything that somebody may open, as everybody who may."""
        return self.seen_by(self.clients)

    def seen_by(self, roles: Iterable[str | None]) -> list[Seen]:
        """Everything that these may open."""
        wanted = [(endpoint, address) for endpoint, found in self.addresses.items() for address in found]
        looks = (
            self.look(role, endpoint, address)
            for role in roles
            for endpoint, address in wanted
            if self.asks_for(endpoint) in self._can_show(role)
        )
        return [look for look in looks if look.status == 200]

    @property
    def outsiders(self) -> list[str | None]:
        """Who is not of the staff: anybody, and the households."""
        return [None, *(role for role, account in self.accounts.items() if "link" in account)]

    @cached_property
    def pages(self) -> list[Seen]:
        """Those of them that are pages, and the pages of what goes wrong."""
        wrong = (self.look(role, None, address) for role in self.clients for address in TROUBLES)
        return [answer for answer in (*self.answers, *wrong) if answer.mimetype == "text/html"]

    def asks_for(self, endpoint: str) -> str:
        """Whom a view is open to: a permission, or one of the names above."""
        return getattr(self.app.view_functions[endpoint], "asks_for", ANYBODY)

    def _can_show(self, role: str | None) -> frozenset[str]:
        """What views may ask this one for. That they turn away everybody else is shown by the test of permissions."""
        if role is None:
            return frozenset({ANYBODY})
        if role == HALF_WAY:
            return frozenset({ANYBODY, STAFF})
        account = self.accounts[role]
        if "link" in account:
            return frozenset({ANYBODY, HOUSEHOLD})
        return PERMISSIONS[StaffRole(account["role"])] | {ANYBODY, STAFF}

    def again(self, most: int) -> "Demonstration":
        """The same, to be looked at anew by those who are inside."""
        anew = replace(self, most=most)
        anew.__dict__["clients"] = self.clients
        return anew

    def look(self, role: str | None, endpoint: str | None, address: str) -> Seen:
        """What one of them gets at an address."""
        answer = self.clients[role].get(address, buffered=True)
        text = _text_of(answer.mimetype, answer.get_data())
        return Seen(role, endpoint, address, answer.status_code, answer.mimetype, text, str(answer.headers))


def _text_of(mimetype: str, content: bytes) -> str:
    """Whatever can be read of it: nothing of a photograph; of a workbook and a letter what they hold unpacked."""
    if mimetype.startswith("image/") and mimetype != "image/svg+xml":
        return ""
    if mimetype.endswith(".spreadsheetml.sheet"):
        with ZipFile(BytesIO(content)) as parts:
            content = b"\n".join(map(parts.read, parts.namelist()))
    if mimetype == "application/pdf":
        with suppress(PdfReadError):  # some papers of the demonstration are a line that says it is one
            return "\n".join(pdf.pages(content))
    return content.decode(errors="replace")


@dataclass(frozen=True)
class Filled:
    """A database with the demonstration, to be copied, and how to come in."""

    path: Path
    accounts: Accounts
    tokens: Mapping[str, str]

    @contextmanager
    def served(self, folder: Path) -> Iterator[Demonstration]:
        """The service on a copy of it."""
        app = create_app(_settings(Path(copy(self.path, folder / "stegi.sqlite")), self.path.parent))
        app.testing = True
        share_templates(app)
        app.test_client_class = PageClient
        yield Demonstration(app, self.accounts, self.tokens)
        with app.app_context():
            database.engine.dispose()


def _settings(path: Path, instance: Path) -> Settings:
    """The copies share their files."""
    return Settings(
        database_url=f"sqlite:///{path}",
        secret_key="a key for tests and for nothing else",
        data_keys=DATA_KEYS,
        instance=instance,
        testing=True,
        https=False,
    )


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Who shares the demonstration comes first, and so in one worker: others take over from the end of its list."""
    items.sort(key=lambda item: "demonstration" not in getattr(item, "fixturenames", ()))


@pytest.fixture(scope="session")
def filled(sqlite_template: Path, tmp_path_factory: pytest.TempPathFactory) -> Filled:
    path = Path(copy(sqlite_template, tmp_path_factory.mktemp("filled") / "stegi.sqlite"))
    with command_session(create_app(_settings(path, path.parent))) as session:
        accounts: dict[str, Mapping[str, str]] = {}
        for account in fill_demonstration(session, today(), utc_now()):
            before = sum(other["role"] == account["role"] for other in accounts.values())
            accounts[f"{account['role']} {before + 1}" if before else account["role"]] = account
        leave_half_way(session, today(), utc_now())
        approver = accounts[StaffRole.FINANCE_APPROVER]
        accounts[HALF_WAY] = {name: approver[name] for name in ("email", "password")}
        half_way = session.scalars(select(User).where(User.email == approver["email"])).one()
        begin_app(session, half_way, at=utc_now())
        admissions.ask(session, half_way, AdmissionKind.LINK, actor=session.get_one(User, 4), at=utc_now())
        tokens = {
            "portal.open_link": make_link(session, session.get_one(Household, 2), actor=None, at=utc_now()),
            "core.accept_invitation": make_invitation(session, session.get_one(User, 1), at=utc_now()),
            **_calendars(session, session.get_one(User, 1), session.get_one(Household, 2)),
        }
        _ask_for_letter(session)
        _have_paper(session)
        record(session, "arrange", actor=None)
    return Filled(path, accounts, tokens)


def _ask_for_letter(session: Session) -> None:
    """One that is still to be made: its page says so."""
    offer, asker = session.get_one(Offer, 1), session.get_one(User, 1)
    asked = {"centre_id": offer.household.centre_id, "language": "en", "back": f"/households/{offer.household_id}"}
    ask_for_letter(session, letter_of_offer, offer.id, **asked, actor=asker, on=today(), at=utc_now())


def _have_paper(session: Session) -> None:
    """One that is made."""
    page = '<!doctype html><html lang="en"><head><title>Figures</title></head><body><p>Figures</p></body></html>'
    asked = ask_for_paper(session, page, "figures.pdf", back="/figures", actor=session.get_one(User, 1), at=utc_now())
    asked.status, asked.done, asked.total, asked.key = JobStatus.DONE, 1, 1, None
    asked.state = {"pdf": b64encode(b"%PDF-1.7 stands for one").decode()}


def _calendars(session: Session, user: User, household: Household) -> dict[str, str]:
    """The tokens of a private calendar of each kind."""
    staff, family = StaffFeed(user_id=user.id), HouseholdFeed(household_id=household.id)
    return {
        "core.calendar_feed": open_feed(session, staff, user, StaffFeed.user_id == user.id, at=utc_now()),
        "portal.household_feed": open_feed(
            session, family, household, HouseholdFeed.household_id == household.id, at=utc_now()
        ),
    }


@pytest.fixture(scope="session")
def demonstration(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    with filled.served(tmp_path_factory.mktemp("demonstration")) as demonstration:
        yield demonstration


@pytest.fixture(scope="session")
def grown_demonstration(filled: Filled, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demonstration]:
    """The same with several times the rows."""
    folder = tmp_path_factory.mktemp("grown")
    with filled.served(folder) as demonstration:
        grow(folder / "stegi.sqlite")
        yield demonstration


@pytest.fixture(scope="session")
def demonstration_address(demonstration: Demonstration) -> Iterator[str]:
    """Where it is served to a browser."""
    with serving(demonstration.app) as address:
        yield address
