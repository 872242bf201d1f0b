"""Which codes of an app are taken, by whom, and how often."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy.orm import Session

from core.auth import totp
from core.auth.models import User
from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.races import at_once
from tests.support.rows import NOW, PASSWORD
from tests.support.second_factor import code_of, is_inside, show_password, sign_in_by_page
from tests.support.visits import text

Person = Callable[[StaffRole], User]


def test_whoever_has_an_app_shows_its_code_after_the_password(client: PageClient, approver: User, secret: str):
    assert show_password(client, approver).findtext(".//h1") == "Show that it is you"
    assert not is_inside(client)
    client.submit("/sign-in/code", code=code_of(secret))
    assert is_inside(client)


def test_an_app_is_asked_for_also_where_the_work_does_not_need_it(client: PageClient, session: Session, person: Person):
    officer = person(StaffRole.HOUSING_OFFICER)
    secret = totp.give_app(session, officer, at=NOW)
    session.commit()
    show_password(client, officer)
    assert not is_inside(client)
    client.submit("/sign-in/code", code=code_of(secret))
    assert is_inside(client)


@pytest.mark.parametrize(
    ("seconds", "is_taken"),
    [
        pytest.param(0, True, id="now"),
        pytest.param(-30, True, id="one-step-behind"),
        pytest.param(30, True, id="one-step-ahead"),
        pytest.param(-60, False, id="two-steps-behind"),
        pytest.param(60, False, id="two-steps-ahead"),
    ],
)
def test_a_clock_may_be_one_step_off(session: Session, approver: User, secret: str, seconds: int, is_taken: bool):
    code = code_of(secret, NOW + timedelta(seconds=seconds))
    assert totp.take_code(session, approver, code, at=NOW) == is_taken


@pytest.mark.parametrize("code", ["", "12345", "1234567", "abcdef", "'; --", "\x00", "٤٥٦٧٨٩", "9" * 40])
def test_what_is_no_code_is_not_taken(client: PageClient, approver: User, secret: str, code: str):
    show_password(client, approver)
    client.submit("/sign-in/code", code=code.replace("\x00", "x"), status=422)
    assert not is_inside(client)


def test_a_code_is_taken_once(app: Flask, client: PageClient, approver: User, secret: str):
    sign_in_by_page(client, approver.email, PASSWORD, secret)
    thief = app.test_client()
    rows.speak_english(thief)
    show_password(thief, approver)
    assert "used already" in text(thief.submit("/sign-in/code", code=code_of(secret), status=422))
    assert not is_inside(thief)


def test_a_code_seen_before_a_later_one_was_used_is_not_taken_either(session: Session, approver: User, secret: str):
    earlier = code_of(secret, NOW)
    later = NOW + timedelta(seconds=30)
    assert totp.take_code(session, approver, code_of(secret, later), at=later)
    assert not totp.take_code(session, approver, earlier, at=later)


def test_the_code_of_another_person_is_not_taken(
    client: PageClient, session: Session, approver: User, secret: str, person: Person
):
    other = totp.give_app(session, person(StaffRole.FINANCE_APPROVER), at=NOW)
    session.commit()
    show_password(client, approver)
    client.submit("/sign-in/code", code=code_of(other), status=422)
    assert not is_inside(client)


def test_of_two_who_bring_the_same_code_at_once_one_comes_in(session: Session, approver: User, secret: str):
    taken = []
    session.commit()

    def bring(own: Session) -> None:
        taken.append(totp.take_code(own, approver, code_of(secret, NOW), at=NOW))

    assert at_once(session, bring, bring) == ["done", "done"]
    assert sorted(taken) == [False, True]


def test_between_password_and_code_lie_ten_minutes_at_most(
    client: PageClient, approver: User, secret: str, clock: time_machine.Traveller
):
    show_password(client, approver)
    clock.shift(timedelta(minutes=10, seconds=1))
    assert client.get("/sign-in/code").location == "/sign-in"


def test_who_left_in_between_does_not_come_in(client: PageClient, session: Session, approver: User, secret: str):
    show_password(client, approver)
    approver.active = False
    session.commit()
    assert client.get("/sign-in/code").location == "/sign-in"


def test_after_the_code_one_is_where_one_wanted_to_be(client: PageClient, approver: User, secret: str):
    asked = client.get("/awards?status=paid")
    client.submit(asked.location, action="/sign-in", email=approver.email, password=PASSWORD)
    page = client.submit("/sign-in/code", code=code_of(secret))
    assert page.findtext(".//h1") == "Awards"
