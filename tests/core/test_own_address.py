"""Links and passkeys carry the service's own address, whatever a browser claims that it is called."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from app import create_app
from core.auth.permissions import StaffRole
from core.config import Settings
from tests.support import rows
from tests.support.pages import PageClient

OWN = "https://stegi.example.org"

Serve = Callable[..., PageClient]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def serve(settings: Settings) -> Serve:
    def make(**changes: object) -> PageClient:
        app: Flask = create_app(replace(settings, **changes))
        app.test_client_class = PageClient
        client = app.test_client()
        assert isinstance(client, PageClient)
        return client

    return make


@pytest.mark.parametrize(
    ("address", "host", "status"),
    [
        (OWN, "stegi.example.org", 200),
        (OWN, "STEGI.example.org", 400),
        (OWN, "evil.example", 400),
        (OWN, "stegi.example.org.evil.example", 400),
        (OWN, "127.0.0.1:8000", 200),
        (None, "localhost:8000", 200),
        (None, "stegi.example.org", 400),
    ],
)
def test_a_request_for_another_host_is_not_answered(serve: Serve, address: str | None, host: str, status: int):
    for path in ("/sign-in", "/no-such-page"):
        answer = serve(address=address).get(path, headers={"Host": host})
        assert answer.status_code == (404 if status == 200 and path != "/sign-in" else status)
        assert status == 200 or answer.mimetype == "text/plain"


def test_a_demonstration_is_called_as_its_visitors_call_it(serve: Serve):
    client = serve(demonstration=True)
    page = client.get("/sign-in", headers={"Host": "demo.example"})
    assert "demo.example" in page.text  # passkeys belong to it


def test_links_and_passkeys_carry_the_own_address(serve: Serve, session: Session):
    client = serve(address=OWN)
    household = rows.add_household(session, rows.add_centre(session))
    officer, admin = (rows.add_user(session, role) for role in (StaffRole.HOUSING_OFFICER, StaffRole.ADMINISTRATOR))
    session.commit()
    rows.sign_in(client, admin)
    page = f"/staff/{officer.id}"
    links = [client.submit(page, action=f"{page}/link")]
    rows.sign_in(client, officer)
    page = f"/households/{household.id}"
    links.append(client.submit(page, action=f"{page}/link"))
    for page in links:
        assert page.xpath("//main//input[@readonly]/@value")[0].startswith(f"{OWN}/")
    assert '"id": "stegi.example.org"' in client.page("/account/second-factor/passkeys/new").xpath(
        "string(//form/@data-options)"
    )
