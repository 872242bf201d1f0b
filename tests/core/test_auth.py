"""Signing in and out."""

import re

import pytest
from lxml.html import HtmlElement
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.audit import events
from tests.support.pages import PageClient


@pytest.fixture
def officer(session: Session) -> User:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER, rows.add_centre(session))
    session.commit()
    return user


@pytest.fixture(autouse=True)
def _english(client: PageClient) -> None:
    rows.speak_english(client)


def is_signed_in(client: PageClient) -> bool:
    return client.get("/").status_code == 200


def sentences(page: HtmlElement) -> list[str]:
    return [" ".join(line.text_content().split()) for line in page.xpath("//*[@role='alert']//li")]


def test_signing_in_leads_to_the_day(client: PageClient, officer: User):
    page = client.submit("/sign-in", action="/sign-in", email=officer.email, password=rows.PASSWORD)
    assert page.xpath("//nav//a[@href='/listings']")
    assert is_signed_in(client)


def test_a_password_hashed_in_an_earlier_way_is_hashed_anew_and_that_is_a_step(
    client: PageClient, session: Session, officer: User, monkeypatch: pytest.MonkeyPatch
):
    def take(password: str, user: User) -> bool:
        user.password = f"{password} in today's way"
        return True

    monkeypatch.setattr("core.auth.accounts.verify_and_update_password", take)
    client.submit("/sign-in", action="/sign-in", email=officer.email, password=rows.PASSWORD)
    assert {"hash-password-anew", "sign-in"} <= {event.action for event in events(session)}
    assert officer.password == f"{rows.PASSWORD} in today's way"


def test_the_address_is_known_in_any_case_and_with_blanks_around(client: PageClient, officer: User):
    client.submit("/sign-in", action="/sign-in", email=f" {officer.email.upper()} ", password=rows.PASSWORD)
    assert is_signed_in(client)


@pytest.mark.parametrize(
    ("email", "password"),
    [
        pytest.param(None, "wrong", id="wrong-password"),
        pytest.param("nobody@example.org", rows.PASSWORD, id="unknown-address"),
        pytest.param("' OR 1=1 --", rows.PASSWORD, id="no-address"),
        pytest.param(None, "p" * 10_000, id="very-long-password"),
    ],
)
def test_a_wrong_sign_in_says_the_same_whatever_was_wrong(
    client: PageClient, officer: User, email: str | None, password: str
):
    page = client.submit("/sign-in", action="/sign-in", email=email or officer.email, password=password, status=422)
    sentence = (
        "Password: Use at most 200 characters" if len(password) > 200 else "The address or the password is not right."
    )
    assert sentences(page) == [sentence]
    assert not is_signed_in(client)


def test_a_nul_in_the_address_is_no_fault_of_ours(client: PageClient, officer: User):
    token = client.page("/sign-in").xpath("string(//input[@name='csrf_token']/@value)")
    data = {"email": "a\x00b@example.org", "password": "\x00", "csrf_token": token}
    assert client.post("/sign-in", data=data).status_code == 422


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ({"email": ""}, "E-mail address: Enter your e-mail address"),
        ({"password": ""}, "Password: Enter your password"),
    ],
)
def test_an_empty_field_is_named(client: PageClient, officer: User, typed: dict[str, str], sentence: str):
    good = {"email": officer.email, "password": rows.PASSWORD}
    page = client.submit("/sign-in", action="/sign-in", status=422, **(good | typed))
    assert sentence in sentences(page)
    assert not is_signed_in(client)


def test_an_inactive_person_cannot_sign_in(client: PageClient, session: Session, officer: User):
    officer.active = False
    session.commit()
    client.submit("/sign-in", action="/sign-in", email=officer.email, password=rows.PASSWORD, status=422)
    assert not is_signed_in(client)


def test_a_person_who_is_made_inactive_is_out_at_once(client: PageClient, session: Session, officer: User):
    rows.sign_in(client, officer)
    officer.active = False
    session.commit()
    assert not is_signed_in(client)


def test_signing_out_is_a_button_and_no_link(client: PageClient, officer: User):
    rows.sign_in(client, officer)
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").status_code == 400  # without the token of the page
    assert is_signed_in(client)
    client.submit("/", action="/sign-out")
    assert not is_signed_in(client)


def test_after_signing_in_one_is_where_one_wanted_to_be(client: PageClient, officer: User):
    asked = client.get("/listings?centre=heraklion")
    page = client.submit(asked.location, action="/sign-in", email=officer.email, password=rows.PASSWORD)
    assert page.findtext(".//h1") == "Listings"


@pytest.mark.parametrize(
    "address",
    [
        "https://evil.example",
        "//evil.example",
        "///evil.example",
        "/\\evil.example",
        "/\t/evil.example",
        "javascript:1",
    ],
)
def test_signing_in_never_leads_to_another_host(client: PageClient, officer: User, address: str):
    page = client.page("/sign-in")
    token = page.xpath("string(//input[@name='csrf_token']/@value)")
    data = {"email": officer.email, "password": rows.PASSWORD, "next": address, "csrf_token": token}
    location = client.post("/sign-in", data=data, query_string={"next": address}).location
    assert re.match(r"/(?![/\\])", location)


def test_a_signed_in_person_has_no_business_at_the_door(client: PageClient, officer: User):
    rows.sign_in(client, officer)
    assert client.get("/sign-in").location == "/"
