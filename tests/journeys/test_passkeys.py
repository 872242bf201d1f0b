"""Passkeys in a real browser, with a device of its own: set up, used instead of a password, used after it."""

import pytest
from flask import Flask
from playwright.sync_api import CDPSession, Page, expect
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from tests.support.rows import PASSWORD, add_centre, add_user

pytestmark = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)

DEVICE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


@pytest.fixture
def approver(session: Session) -> User:
    user = add_user(session, StaffRole.FINANCE_APPROVER, add_centre(session))
    session.commit()
    return user


@pytest.fixture
def door(live_server: str) -> str:
    """The sign-in page under a name: a passkey belongs to a name and never to a number."""
    return live_server.replace("127.0.0.1", "localhost") + "/sign-in"


@pytest.fixture
def devtools(page: Page) -> CDPSession:
    session = page.context.new_cdp_session(page)
    session.send("WebAuthn.enable")
    return session


def sign_in(page: Page, door: str, user: User) -> None:
    page.goto(door)
    if page.get_by_role("button", name="English").count():
        page.get_by_role("button", name="English").click()
    page.get_by_label("E-mail address").fill(user.email)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in", exact=True).click()


def sign_out(page: Page, door: str) -> None:
    page.context.clear_cookies()
    page.goto(door)
    page.get_by_role("button", name="English").click()


def test_a_passkey_is_set_up_and_then_opens_the_door(
    page: Page, devtools: CDPSession, door: str, approver: User, complaints: list[str]
) -> None:
    device = devtools.send("WebAuthn.addVirtualAuthenticator", {"options": DEVICE})["authenticatorId"]
    sign_in(page, door, approver)
    page.get_by_role("link", name="Add a passkey").click()
    page.get_by_label("Name of the passkey").fill("Telephone")
    page.get_by_role("button", name="Add the passkey").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Your recovery codes")

    sign_out(page, door)
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_role("heading", name="My day")).to_be_visible()

    sign_out(page, door)
    sign_in(page, door, approver)
    page.get_by_role("button", name="Use a passkey instead").click()
    expect(page.get_by_role("heading", name="My day")).to_be_visible()

    sign_out(page, door)
    devtools.send("WebAuthn.setUserVerified", {"authenticatorId": device, "isUserVerified": False})
    page.get_by_role("button", name="Sign in with a passkey").click()
    expect(page.get_by_text("The passkey was not used.")).to_be_visible()
    assert complaints == []


def test_a_page_under_a_number_offers_none(page: Page, app: Flask) -> None:
    page.goto("/sign-in")
    expect(page.locator("[data-passkey]")).to_be_hidden()
