"""The second factor: who needs one, how it is set up, changed and given up."""

from collections.abc import Callable
from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth import recovery, totp
from core.auth.credentials import RecoveryCode, TotpSecret
from core.auth.models import User
from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW, PASSWORD
from tests.support.second_factor import code_of, codes_on, is_inside, set_up_app, show_password, sign_in_by_page
from tests.support.visits import text

NEEDS = {StaffRole.FINANCE_APPROVER, StaffRole.ADMINISTRATOR}
Person = Callable[[StaffRole], User]


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
