"""The second factor: who needs one, how it is set up, which codes are taken, and what lies behind it."""

import json
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import timedelta
from threading import Barrier, Thread

import pytest
import time_machine
from flask import Flask
from lxml.html import HtmlElement
from sqlalchemy import select
from sqlalchemy.orm import Session
from webauthn.helpers import base64url_to_bytes
from werkzeug.test import TestResponse

from core.auth import passkeys, recovery, totp
from core.auth.credentials import RecoveryCode, TotpSecret
from core.auth.models import User
from core.auth.passkeys import Question, user_handle
from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.authenticator import Authenticator
from tests.support.pages import PageClient
from tests.support.rows import NOW, PASSWORD
from tests.support.second_factor import code_of, sign_in_by_page
from tests.support.visits import text

NEEDS = {StaffRole.FINANCE_APPROVER, StaffRole.ADMINISTRATOR}

Person = Callable[[StaffRole], User]


@pytest.fixture(autouse=True)
def clock(client: PageClient) -> Iterator[time_machine.Traveller]:
    rows.speak_english(client)
    with time_machine.travel(NOW, tick=False) as traveller:
        yield traveller


@pytest.fixture
def person(session: Session) -> Person:
    def add(role: StaffRole) -> User:
        user = rows.add_user(session, role)
        session.commit()
        return user

    return add


@pytest.fixture
def approver(person: Person) -> User:
    return person(StaffRole.FINANCE_APPROVER)


@pytest.fixture
def secret(session: Session, approver: User) -> str:
    """The approver's app."""
    secret = totp.give_app(session, approver, at=NOW)
    session.commit()
    return secret


def show_password(client: PageClient, user: User) -> HtmlElement:
    return client.submit("/sign-in", action="/sign-in", email=user.email, password=PASSWORD)


def is_inside(client: PageClient) -> bool:
    return client.get("/").status_code == 200


def set_up_app(client: PageClient) -> tuple[str, HtmlElement]:
    """Set up an app by the pages; gives its secret, and what follows: the recovery codes."""
    page = client.submit("/account/second-factor", action="/account/second-factor/app")
    secret = "".join(page.xpath("string(//*[@id='key'])").split())
    return secret, client.submit("/account/second-factor/app/confirm", code=code_of(secret))


def codes_on(page: HtmlElement) -> list[str]:
    return [code.text for code in page.xpath("//main//li/span")]


@pytest.mark.parametrize("role", StaffRole)
def test_whoever_approves_money_or_administers_sets_one_up_before_anything_else(
    client: PageClient, person: Person, role: StaffRole
):
    page = show_password(client, person(role))
    assert page.findtext(".//h1") == ("Second factor" if role in NEEDS else "My day")
    for path in ("/", "/households", "/account/sessions", "/account/password"):
        answer = client.get(path)
        assert (answer.location == "/account/second-factor") == (role in NEEDS), path


def test_nothing_is_done_behind_it_either(client: PageClient, approver: User):
    page = show_password(client, approver)
    token = page.xpath("string(//input[@name='csrf_token']/@value)")
    for path in ("/account/second-factor/recovery-codes", "/account/sign-out-everywhere", "/awards/1/approve"):
        answer = client.post(path, data={"csrf_token": token})
        assert (answer.status_code, answer.location) == (302, "/account/second-factor"), path
    client.submit("/account/second-factor", action="/sign-out")


def test_an_app_is_set_up_by_its_first_code_and_everything_opens(client: PageClient, session: Session, approver: User):
    show_password(client, approver)
    secret, page = set_up_app(client)
    assert len(codes_on(page)) == recovery.HOW_MANY
    assert is_inside(client)
    assert session.scalars(select(TotpSecret.confirmed_at)).all() == [NOW]
    assert secret == session.scalars(select(TotpSecret.secret)).one()


def test_a_wrong_first_code_sets_nothing_up(client: PageClient, approver: User):
    show_password(client, approver)
    client.submit("/account/second-factor", action="/account/second-factor/app")
    page = client.submit("/account/second-factor/app/confirm", code="000000", status=422)
    assert "This code is not right" in text(page)
    assert not is_inside(client)


def test_looking_at_the_page_makes_no_secret(client: PageClient, session: Session, approver: User):
    show_password(client, approver)
    for path in ("/account/second-factor", "/account/second-factor/app/confirm"):
        client.page(path)
    assert session.scalars(select(TotpSecret)).all() == []


def test_the_secret_and_the_codes_are_not_to_be_read_in_the_database(
    client: PageClient, session: Session, approver: User
):
    show_password(client, approver)
    secret, page = set_up_app(client)
    connection = session.connection()
    stored = connection.exec_driver_sql("SELECT secret FROM totp_secret").scalar_one()
    assert secret.encode() not in bytes(stored)
    hashes = session.scalars(select(RecoveryCode.code_sha256)).all()
    assert not [code for code in codes_on(page) for kept in hashes if code in kept]


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
    engine, start, outcomes = session.get_bind(), Barrier(2), []

    def bring() -> None:
        with Session(engine) as own:
            start.wait()
            outcomes.append(totp.take_code(own, approver, code_of(secret, NOW), at=NOW))
            own.commit()

    session.commit()
    visitors = [Thread(target=bring) for _visitor in range(2)]
    for visitor in visitors:
        visitor.start()
    for visitor in visitors:
        visitor.join()
    assert sorted(outcomes) == [False, True]


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


def test_a_recovery_code_signs_in_once(app: Flask, client: PageClient, approver: User):
    show_password(client, approver)
    _secret, page = set_up_app(client)
    first, second, *_rest = codes_on(page)
    for code, status in ((first.lower().replace("-", " "), 200), (first, 422), (second, 200)):
        visitor = app.test_client()
        rows.speak_english(visitor)
        show_password(visitor, approver)
        visitor.submit("/sign-in/code", code=code, status=status)
        assert is_inside(visitor) == (status == 200)


def test_new_recovery_codes_end_the_old_ones_and_nobody_elses(session: Session, approver: User, person: Person):
    other = person(StaffRole.ADMINISTRATOR)
    others = recovery.make_codes(session, other, at=NOW)
    old = recovery.make_codes(session, approver, at=NOW)
    new = recovery.make_codes(session, approver, at=NOW)
    assert not recovery.take_recovery_code(session, approver, old[0], at=NOW)
    assert not recovery.take_recovery_code(session, approver, others[0], at=NOW)
    assert recovery.take_recovery_code(session, approver, new[0], at=NOW)
    assert recovery.take_recovery_code(session, other, others[0], at=NOW)
    assert recovery.count_codes(session, approver) == recovery.HOW_MANY - 1


def test_the_page_says_when_few_recovery_codes_are_left(
    client: PageClient, session: Session, approver: User, secret: str
):
    codes = recovery.make_codes(session, approver, at=NOW)
    for code in codes[recovery.FEW :]:
        recovery.take_recovery_code(session, approver, code, at=NOW)
    session.commit()
    show_password(client, approver)
    assert "2 recovery codes are left." in text(client.submit("/sign-in/code", code=codes[0]))


def test_another_app_takes_the_place_of_the_first_when_it_has_shown_a_code(
    client: PageClient, session: Session, approver: User, secret: str, clock: time_machine.Traveller
):
    sign_in_by_page(client, approver.email, PASSWORD, secret)
    client.submit("/account/second-factor", action="/account/second-factor/app")
    clock.shift(timedelta(seconds=60))
    assert totp.take_code(session, approver, code_of(secret), at=NOW + timedelta(seconds=60))
    session.commit()
    new, _page = set_up_app(client)
    assert session.scalars(select(TotpSecret.secret)).all() == [new]


def test_setting_one_up_signs_every_other_browser_out(app: Flask, client: PageClient, approver: User):
    other = app.test_client()
    rows.speak_english(other)
    for browser in (other, client):
        show_password(browser, approver)
    set_up_app(client)
    assert other.get("/account/second-factor").location == "/sign-in?next=/account/second-factor"


def test_the_last_one_stays_where_the_work_needs_it(client: PageClient, session: Session, approver: User, secret: str):
    sign_in_by_page(client, approver.email, PASSWORD, secret)
    page = client.submit("/account/second-factor", action="/account/second-factor/app/remove", status=409)
    assert "this is your only one" in text(page)


def test_elsewhere_it_may_be_given_up(client: PageClient, session: Session, person: Person):
    officer = person(StaffRole.HOUSING_OFFICER)
    secret = totp.give_app(session, officer, at=NOW)
    session.commit()
    sign_in_by_page(client, officer.email, PASSWORD, secret)
    client.submit("/account/second-factor", action="/account/second-factor/app/remove")
    assert session.scalars(select(TotpSecret)).all() == []


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


def test_the_picture_says_the_same_as_the_key(client: PageClient, approver: User):
    show_password(client, approver)
    page = client.submit("/account/second-factor", action="/account/second-factor/app")
    (picture,) = page.xpath("//main//img/@src")
    assert picture.startswith("data:image/svg+xml")
    (address,) = page.xpath("//main//a[starts-with(@href, 'otpauth:')]/@href")
    key = "".join(page.xpath("string(//*[@id='key'])").split())
    assert f"secret={key}" in address
    assert "issuer=Stegi" in address


def test_two_administrators_let_an_approver_who_lost_everything_begin_anew(
    app: Flask, client: PageClient, session: Session, approver: User, secret: str, person: Person
):
    inside = app.test_client()
    rows.speak_english(inside)
    sign_in_by_page(inside, approver.email, PASSWORD, secret)
    administrators = person(StaffRole.ADMINISTRATOR), person(StaffRole.ADMINISTRATOR)
    page = f"/staff/{approver.id}"
    for administrator, action in zip(
        administrators, (f"{page}/remove-second-factors", "/admissions/1/grant"), strict=True
    ):
        assert is_inside(inside)
        rows.sign_in(client, administrator)
        client.submit(page, action=action)
    assert not is_inside(inside)
    assert show_password(inside, approver).findtext(".//h1") == "Second factor"
    assert not client.page(page).xpath(f"//form[@action='{page}/remove-second-factors']")


def test_nobody_removes_their_own_second_factors_so(client: PageClient, person: Person):
    administrator = person(StaffRole.ADMINISTRATOR)
    rows.sign_in(client, administrator)
    token = client.page("/account").xpath("string(//input[@name='csrf_token']/@value)")
    answer = client.post(f"/staff/{administrator.id}/remove-second-factors", data={"csrf_token": token})
    assert answer.status_code == 409
