"""At a browser left open nothing about the door is changed before the password or a passkey is shown again."""

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes
from werkzeug.test import TestResponse

from core.auth import passkeys, recovery, totp
from core.auth.credentials import RecoveryCode, TotpSecret
from core.auth.models import User
from core.auth.passkeys import Question, user_handle
from core.auth.permissions import StaffRole
from tests.support.authenticator import Authenticator
from tests.support.pages import PageClient
from tests.support.rows import NOW, PASSWORD
from tests.support.second_factor import codes_on, set_up_app, show_password, sign_in_by_page

Person = Callable[[StaffRole], User]


CHANGES = {
    "another-app": "/account/second-factor/app",
    "no-app": "/account/second-factor/app/remove",
    "new-codes": "/account/second-factor/recovery-codes",
}


def come_back(client: PageClient, clock: time_machine.Traveller, minutes: int = 11) -> None:
    """To a browser that was left open, and looked at once meanwhile."""
    clock.shift(timedelta(minutes=minutes))
    client.page("/account/second-factor")


@pytest.mark.parametrize("action", CHANGES.values(), ids=CHANGES)
def test_at_a_browser_left_open_nothing_is_changed_before_the_password_is_shown(
    client: PageClient, session: Session, person: Person, clock: time_machine.Traveller, action: str
):
    officer = person(StaffRole.HOUSING_OFFICER)
    secret = totp.give_app(session, officer, at=NOW)
    session.commit()
    sign_in_by_page(client, officer.email, PASSWORD, secret)
    come_back(client, clock)
    page = client.submit("/account/second-factor", action=action)
    assert page.findtext(".//h1") == "Show again that it is you"
    assert session.scalars(select(TotpSecret.secret)).all() == [secret]
    assert session.scalars(select(RecoveryCode)).all() == []
    session.rollback()
    client.submit("/account/show-again", current="wrong", status=422)
    assert client.get("/account/second-factor/passkeys/new").location == "/account/show-again"
    client.submit("/account/show-again", current=PASSWORD)
    page = client.submit("/account/second-factor", action=action)
    assert page.findtext(".//h1") != "Show again that it is you"
    come_back(client, clock)
    assert client.get("/account/second-factor/passkeys/new").location == "/account/show-again"


def test_a_passkey_is_shown_again_and_opens_the_door_without_saying_where_to(
    app: Flask, client: PageClient, session: Session, person: Person, clock: time_machine.Traveller
):
    officer = person(StaffRole.HOUSING_OFFICER)
    device = Authenticator(user_handle(officer))
    question = Question("localhost", "http://localhost", b"challenge" * 4, NOW)
    passkeys.add_passkey(session, officer, "Telephone", device.create(question), question, at=NOW)
    stranger = Authenticator(user_handle(person(StaffRole.FINANCE_OFFICER)))
    session.commit()

    def answer(path: str, page: str, device: Authenticator) -> TestResponse:
        shown = client.page(page)
        asked = json.loads(shown.xpath("string(//form[@data-passkey]/@data-options)"))["challenge"]
        clock.shift(timedelta(seconds=1))
        said = device.get(replace(question, challenge=base64url_to_bytes(asked)))
        token = shown.xpath("string(//input[@name='csrf_token']/@value)")
        return client.post(path, data={"csrf_token": token, "answer": said})

    assert answer("/sign-in/passkey", "/sign-in", device).location == "/"
    come_back(client, clock)
    show = "/account/show-again"
    assert answer(f"{show}/passkey", show, stranger).status_code == 422
    assert client.get("/account/second-factor/passkeys/new").location == show
    assert answer(f"{show}/passkey", show, device).location == "/account/second-factor"
    assert client.get("/account/second-factor/passkeys/new").status_code == 200


def test_showing_it_in_one_session_counts_for_no_other(
    client: PageClient, approver: User, secret: str, clock: time_machine.Traveller
):
    sign_in_by_page(client, approver.email, PASSWORD, secret)
    come_back(client, clock)
    client.submit("/account/show-again", current=PASSWORD)
    with client.session_transaction() as kept:
        shown = kept["shown_again"] | {"session_id": 0}
        kept["shown_again"] = shown
    assert client.get("/account/second-factor/passkeys/new").location == "/account/show-again"


def test_whoever_guesses_at_an_open_browser_has_to_wait(
    client: PageClient, approver: User, secret: str, clock: time_machine.Traveller
):
    sign_in_by_page(client, approver.email, PASSWORD, secret)
    come_back(client, clock)
    for _attempt in range(5):
        client.submit("/account/show-again", current="wrong", status=422)
    client.submit("/account/show-again", current=PASSWORD, status=429)


def test_the_first_one_is_asked_for_nothing_again(client: PageClient, approver: User, clock: time_machine.Traveller):
    show_password(client, approver)
    come_back(client, clock, minutes=9)
    _secret, page = set_up_app(client)
    assert len(codes_on(page)) == recovery.HOW_MANY
