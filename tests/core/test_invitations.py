"""Invitations: secret, single, closed in time; and what follows when a password is set."""

from datetime import timedelta
from functools import partial

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.credentials import Invitation
from core.auth.invitations import DAYS_VALID, accept_invitation, make_invitation
from core.auth.models import User
from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.races import at_once
from tests.support.rows import NOW

NEW = "ελιά βράχος τρένο"


@pytest.fixture
def person(session: Session) -> User:
    """Somebody who has no password yet."""
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    user.password = None
    session.commit()
    return user


@pytest.fixture
def token(session: Session, person: User) -> str:
    token = make_invitation(session, person, at=NOW)
    session.commit()
    return token


@pytest.fixture(autouse=True)
def _english(client: PageClient, clock: time_machine.Traveller) -> None:
    rows.speak_english(client)


def choose(client: PageClient, token: str, password: str = NEW, again: str | None = None, status: int = 200):
    address = f"/invitation/{token}"
    return client.submit(address, password=password, again=password if again is None else again, status=status)


def is_let_in(client: PageClient, person: User, password: str) -> bool:
    client.submit("/sign-in", action="/sign-in", email=person.email, password=password)
    return client.get("/").status_code == 200


def test_only_the_hash_of_the_secret_is_kept(session: Session, token: str):
    stored = session.scalars(select(Invitation)).one()
    assert len(token) >= 43
    assert not [value for value in vars(stored).values() if value == token]


def test_whoever_is_invited_chooses_a_password_and_signs_in_with_it(client: PageClient, person: User, token: str):
    assert choose(client, token).findtext(".//h1") == "Sign in"
    assert is_let_in(client, person, NEW)


def test_looking_at_the_link_uses_nothing_up(client: PageClient, token: str):
    for _time in range(2):
        assert person_named(client.page(f"/invitation/{token}"))
    choose(client, token)


def person_named(page) -> bool:
    return "Eleni Markaki" in page.text_content()


def test_the_address_of_the_page_is_told_to_nobody(client: PageClient, token: str):
    response = client.get(f"/invitation/{token}")
    assert response.headers["Referrer-Policy"] == "strict-origin"
    assert response.cache_control.no_store


@pytest.mark.parametrize(
    ("password", "again", "sentence"),
    [
        pytest.param("", "", "Choose a password", id="empty"),
        pytest.param("short", "short", "Use at least 12 characters", id="short"),
        pytest.param(NEW, NEW + "x", "The two passwords are not the same", id="slip"),
        pytest.param("elenimarkaki1", "elenimarkaki1", "too close to your name", id="own-name"),
    ],
)
def test_what_is_wrong_is_said_and_the_link_still_opens(
    client: PageClient, token: str, password: str, again: str, sentence: str
):
    page = choose(client, token, password, again, status=422)
    assert sentence in page.xpath("string(//*[@role='alert']//ul)")
    choose(client, token)


def test_a_link_opens_once(client: PageClient, person: User, token: str):
    choose(client, token)
    assert "used already" in client.page(f"/invitation/{token}", status=410).text_content()
    assert is_let_in(client, person, NEW)


@pytest.mark.parametrize(("seconds_left", "status"), [(1, 200), (0, 410)])
def test_a_link_ends_after_a_week(
    client: PageClient, token: str, clock: time_machine.Traveller, seconds_left: int, status: int
):
    clock.move_to(NOW + timedelta(days=DAYS_VALID, seconds=-seconds_left))
    client.page(f"/invitation/{token}", status=status)


def test_a_new_link_ends_the_earlier_one_and_serves_who_forgot(
    client: PageClient, session: Session, person: User, token: str
):
    newer = make_invitation(session, person, at=NOW)
    session.commit()
    client.page(f"/invitation/{token}", status=410)
    choose(client, newer)
    assert is_let_in(client, person, NEW)


def test_nobody_who_has_left_comes_back_by_an_old_link(client: PageClient, session: Session, person: User, token: str):
    person.active = False
    session.commit()
    client.page(f"/invitation/{token}", status=410)


@pytest.mark.parametrize("token", ["x", "’; DROP TABLE invitation", "%00"])
def test_what_is_no_link_opens_nothing(client: PageClient, token: str):
    client.page(f"/invitation/{token}", status=410)


def test_of_two_who_come_at_once_one_sets_the_password(app: Flask, session: Session, person: User, token: str):
    def accept(own: Session, password: str) -> None:
        with app.app_context():
            accept_invitation(own, token, password, at=NOW)

    refused, done = at_once(session, *(partial(accept, password=chosen) for chosen in (NEW, f"{NEW} δύο")))
    assert (refused, done) == ("This link was used already. Each link opens once.", "done")
    session.refresh(person)
    assert person.password is not None
