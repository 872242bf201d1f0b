"""Who may come in where: walked over every route there is, so that a new one is held to the same rules."""

import re
from collections.abc import Iterator, Mapping, Set
from hashlib import sha256

import pytest
import time_machine
from flask import Flask
from sqlalchemy import Engine, create_engine, select
from sqlalchemy.orm import Session
from werkzeug.routing import UnicodeConverter

from core.audit.models import AuditEvent
from core.auth.access import PUBLIC_ENDPOINTS
from core.auth.permissions import PERMISSIONS, Permission, StaffRole
from core.config import Settings
from core.db import Base, prepare_engine
from core.documents.models import Document
from docs.permissions import PAGE, permissions_page
from tests.support import rows
from tests.support.demonstrated import Demonstrated
from tests.support.walk import ROLES, Accounts, addresses, all_addresses, come_in, rules

# Open to everybody, and why; whoever adds one says so here.
PUBLIC = {
    "core.accept_invitation": "who has it has no password yet",
    "core.calendar_feed": "for calendar programs: the secret is in the address",
    "core.health": "for the machines that watch the service",
    "core.readiness": "for the machines that watch the service",
    "core.set_language": "also at the door",
    "core.set_theme": "also at the door",
    "portal.household_feed": "for calendar programs: the secret is in the address",
    "portal.open_link": "the household's door",
    "portal.signed_out": "the household's way out",
    "portal.use_link": "the household's door",
    "core.enter_code": "the staff's door, second step",
    "core.sign_in": "the staff's door",
    "maps.show_tile": "the ground is the same for everybody",
    "core.use_passkey": "the staff's door, both steps in one",
    "static": "the same files for everybody",
}

AUDIT = {"audit_event", "audit_value", "audit_head", "person_key"}

# Rows that are there before anybody works elsewhere.
DEMONSTRATED = {"user_id": [1, 2, 3], "post_id": [1, 2, 3], "centre_id": [1, 2]}

KEBAB_CASE = re.compile(r"/|(/([a-z0-9]+(-[a-z0-9]+)*|<[^>]+>)(\.[a-z]+)?)+")
ODD_QUERY = "centre={0}&household={0}&listing={0}&month={0}&radius_km={0}&most_rent={0}&address={0}&_external={0}"


@pytest.fixture(params=["sqlite", "postgresql"])
def database_url(request: pytest.FixtureRequest) -> str:
    """The demonstration: rows of every kind."""
    return request.getfixturevalue(f"demonstrated_{request.param}_url")


@pytest.fixture
def accounts(
    request: pytest.FixtureRequest, clock: time_machine.Traveller, database_url: str, settings: Settings
) -> Accounts:
    """How to come in, by role, with the documents that belong to the rows."""
    kind = database_url.partition(":")[0]
    demonstrated: Demonstrated = request.getfixturevalue(f"demonstrated_{kind}")[1]
    demonstrated.lend_documents(settings.instance)
    return demonstrated.accounts


@pytest.fixture
def short_refusals(monkeypatch: pytest.MonkeyPatch) -> None:
    """Most answers to a walk are refusals whose pages nobody reads: tests/pages/test_error_pages.py does."""
    monkeypatch.setattr("core.pages.render_template", lambda template, **words: words["title"])


@pytest.fixture
def engine(database_url: str) -> Iterator[Engine]:
    engine = create_engine(database_url)
    prepare_engine(engine)
    yield engine
    engine.dispose()


def contents(engine: Engine) -> dict[str, str]:
    """What every table holds, in short; a look at somebody's data is written down in the audit and nowhere else."""
    with engine.connect() as connection:
        return {
            name: sha256(
                repr(connection.execute(select(table).order_by(*table.primary_key)).all()).encode()
            ).hexdigest()
            for name, table in Base.metadata.tables.items()
            if name not in AUDIT
        }


@pytest.fixture
def row_is_for(accounts: Accounts, engine: Engine) -> Mapping[str, Set[str]]:
    """The roles for which the first row is, under routes whose rows ask for more than the route does."""
    with Session(engine) as session:
        document = session.scalars(select(Document).order_by(Document.id).limit(1)).one()
        first_entry = session.scalars(select(AuditEvent).order_by(AuditEvent.id).limit(1)).one()
        assert first_entry.centre_id is None, "only who has a post at the whole programme sees it"
    to_change = {role for role in StaffRole if document.asks_to_change in PERMISSIONS[role]}
    return {
        "core.download_document": {role for role in StaffRole if document.asks_to_open in PERMISSIONS[role]},
        "core.replace_document": to_change,
        "core.withdraw_document": to_change,
        "core.show_audit": {StaffRole.ADMINISTRATOR},
    }


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_route_says_who_may_come_in(app: Flask):
    marked = {rule.endpoint: app.view_functions[rule.endpoint] for rule in app.url_map.iter_rules()}
    unmarked = {endpoint for endpoint, view in marked.items() if not hasattr(view, "access_check")}
    assert unmarked == PUBLIC_ENDPOINTS
    public = {endpoint for endpoint, view in marked.items() if getattr(view, "is_public", False)}
    assert public | PUBLIC_ENDPOINTS == PUBLIC.keys()
    assert {view.permission for view in marked.values() if hasattr(view, "permission")} <= set(Permission)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_addresses_are_in_small_letters_and_their_arguments_have_a_kind(app: Flask):
    ours = [rule for rule in app.url_map.iter_rules() if rule.endpoint not in {"static"}]
    assert [rule.rule for rule in ours if not KEBAB_CASE.fullmatch(rule.rule)] == []
    texts = {
        (rule.rule, name) for rule in ours for name, kind in rule._converters.items() if type(kind) is UnicodeConverter
    }
    secrets = ("/link/<token>", "/invitation/<token>", "/calendar/<token>.ics", "/family-calendar/<token>.ics")
    assert texts == {(address, "token") for address in secrets}


@pytest.mark.usefixtures("short_refusals")
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_post_without_the_token_of_its_page_is_refused(app: Flask, accounts: Accounts, engine: Engine):
    clients = {role: come_in(app, accounts, role) for role in ROLES}
    before = contents(engine)
    for role, client in clients.items():
        for address in addresses(app, engine, "POST").values():
            assert client.post(address).status_code == 400, f"{role}: {address}"
    assert contents(engine) == before


@pytest.mark.usefixtures("short_refusals")
def test_every_page_opens_for_those_who_may_and_changes_nothing(
    app: Flask, accounts: Accounts, engine: Engine, row_is_for: Mapping[str, Set[str]]
):
    clients = {role: come_in(app, accounts, role) for role in ROLES}
    before = contents(engine)
    for role, client in clients.items():
        for endpoint, address in addresses(app, engine, "GET").items():
            status = client.get(address, buffered=True).status_code
            assert status in _expected(app, endpoint, role, row_is_for), f"{role}: {address}"
    assert contents(engine) == before


@pytest.mark.usefixtures("short_refusals")
@pytest.mark.parametrize(
    ("database_url", "odd"),
    [
        pytest.param("sqlite", "x", id="text"),
        pytest.param("sqlite", str(10**20), id="more-than-sqlite-can-count"),
        pytest.param("postgresql", "%00", id="nul-which-postgresql-refuses"),
    ],
    indirect=["database_url"],
)
def test_no_query_breaks_a_page(
    app: Flask, accounts: Accounts, engine: Engine, row_is_for: Mapping[str, Set[str]], odd: str
):
    for role in (StaffRole.HOUSING_OFFICER, StaffRole.FINANCE_OFFICER):
        client = come_in(app, accounts, role)
        for endpoint, address in addresses(app, engine, "GET").items():
            status = client.get(f"{address}?{ODD_QUERY.format(odd)}", buffered=True).status_code
            assert status in _expected(app, endpoint, role, row_is_for) | {400, 422}, address


@pytest.mark.usefixtures("short_refusals")
@pytest.mark.parametrize("role", StaffRole)
def test_the_rows_of_another_centre_are_neither_shown_nor_changed(
    app: Flask, accounts: Accounts, session: Session, engine: Engine, role: StaffRole
):
    """By somebody who does the same work elsewhere, with the token that makes every POST count."""
    elsewhere = rows.add_partner(session, name="Elsewhere")
    own = rows.add_centre(session, "elsewhere", elsewhere)
    user = rows.add_user(session, role, own)
    session.commit()
    client = app.test_client()
    rows.sign_in(client, user)
    [token, *_] = client.page("/account").xpath("//input[@name='csrf_token']/@value")
    before = contents(engine)
    for method in ("GET", "POST"):
        for address in foreign_addresses(app, engine, method, role):
            answer = client.open(address, method=method, data={"csrf_token": token}, buffered=True)
            assert answer.status_code in {403, 404}, f"{method} {address}: {answer.status}"
    assert contents(engine) == before


def foreign_addresses(app: Flask, engine: Engine, method: str, role: StaffRole) -> list[str]:
    """Of every row that the demonstration has, under every route that the role may enter."""
    about_a_row = {rule.endpoint for rule in rules(app, method) if any(name.endswith("_id") for name in rule.arguments)}
    found = all_addresses(app, engine, method, most=3, known=DEMONSTRATED)
    return [address for endpoint in sorted(about_a_row) if _is_for(app, endpoint, role) for address in found[endpoint]]


def _is_for(app: Flask, endpoint: str, role: StaffRole) -> bool:
    permission = getattr(app.view_functions[endpoint], "permission", None)
    return permission is not None and permission in PERMISSIONS[role]


def _expected(app: Flask, endpoint: str, role: str | None, row_is_for: Mapping[str, Set[str]]) -> set[int]:
    """How a page may answer this role."""
    if endpoint in PUBLIC:
        return {200, 302, 403, 404, 410}
    is_household_page = endpoint.startswith("portal.")
    if is_household_page:
        return {200, 302, 404} if role == "household" else {403}
    if role in (None, "household"):
        return {302}
    permission = getattr(app.view_functions[endpoint], "permission", None)
    may = permission is None or permission in PERMISSIONS[StaffRole(role)]
    may = may and role in row_is_for.get(endpoint, StaffRole)
    return {200, 302, 404, 409} if may else {403}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_number_that_no_row_can_have_is_no_address(app: Flask, accounts: Accounts):
    client = come_in(app, accounts, StaffRole.HOUSING_OFFICER)
    for number in (0, 2**31 - 1, 2**31, 2**63, 10**30):
        client.page(f"/listings/{number}", status=404)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_page_about_permissions_says_what_the_code_says(app: Flask):
    assert PAGE.read_text(encoding="utf-8") == permissions_page(app), "run `make docs`"
