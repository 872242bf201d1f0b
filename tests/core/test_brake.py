"""The brake on guessing: how long the next attempt waits, who waits with whom, and that nobody waits for good."""

from datetime import timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select
from sqlalchemy.orm import Session

from core.audit.models import AuditEvent
from core.auth.brake import AttemptCount, Subject, TooManyAttempts, count_attempt, forget, next_try_at, take_back
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.auth.totp import give_app
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.races import at_once
from tests.support.rows import NOW, PASSWORD
from tests.support.second_factor import code_of
from tests.support.visits import text

ACCOUNT = Subject("account", free=5)


@pytest.fixture(autouse=True)
def _english(client: PageClient, clock: time_machine.Traveller) -> None:
    rows.speak_english(client)


@pytest.fixture
def approver(session: Session) -> User:
    user = rows.add_user(session, StaffRole.FINANCE_APPROVER)
    session.commit()
    return user


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(0, 0), (4, 0), (5, 10), (6, 20), (7, 40), (11, 640), (12, 900), (1000, 900)],
)
def test_waits_double_up_to_a_quarter_of_an_hour(attempts: int, seconds: int):
    assert next_try_at(attempts, 5, NOW) == NOW + timedelta(seconds=seconds)


def test_after_five_wrong_attempts_the_next_waits(session: Session):
    for _attempt in range(5):
        count_attempt(session, [ACCOUNT], at=NOW)
    with pytest.raises(TooManyAttempts) as refusal:
        count_attempt(session, [ACCOUNT], at=NOW)
    assert refusal.value.wait == timedelta(seconds=10)
    count_attempt(session, [Subject("another", free=5)], at=NOW)
    count_attempt(session, [ACCOUNT], at=NOW + timedelta(seconds=10))


def test_asking_too_early_makes_nobody_wait_longer(session: Session):
    for _attempt in range(5):
        count_attempt(session, [ACCOUNT], at=NOW)
    for second in range(10):
        with pytest.raises(TooManyAttempts):
            count_attempt(session, [ACCOUNT], at=NOW + timedelta(seconds=second))
    count_attempt(session, [ACCOUNT], at=NOW + timedelta(seconds=10))


def test_an_hour_without_attempts_forgets_them_and_their_row(session: Session):
    for _attempt in range(5):
        count_attempt(session, [ACCOUNT], at=NOW)
    count_attempt(session, [Subject("another", free=5)], at=NOW + timedelta(hours=1))
    assert session.scalars(select(AttemptCount.subject_hash)).all() == ["another"]


def test_what_was_right_counts_for_nothing(session: Session):
    address = Subject("address", free=2)
    for _attempt in range(20):
        count_attempt(session, [address, ACCOUNT], at=NOW)
        take_back(session, address)
        forget(session, ACCOUNT)


def test_many_at_once_do_not_slip_through(session: Session):
    def guess(own: Session) -> None:
        count_attempt(own, [ACCOUNT], at=NOW)

    assert at_once(session, *[guess] * 8) == ["Wait one minute, then try again."] * 3 + ["done"] * 5


def try_password(client: PageClient, email: str, password: str = "wrong", status: int = 422):
    return client.submit("/sign-in", action="/sign-in", email=email, password=password, status=status)


@pytest.mark.parametrize("exists", [True, False])
def test_the_door_brakes_whether_the_account_exists_or_not(client: PageClient, approver: User, exists: bool):
    email = approver.email if exists else "nobody@example.org"
    for attempt in range(5):
        try_password(client, email.upper() if attempt % 2 else f" {email}")
    page = try_password(client, email, PASSWORD, status=429)
    assert "Wait one minute, then try again." in text(page)
    assert page.findtext(".//h1") == "Too many attempts"


def test_it_says_when_to_come_back_and_then_lets_in(client: PageClient, approver: User, clock: time_machine.Traveller):
    for _attempt in range(5):
        try_password(client, approver.email)
    token = client.page("/sign-in").xpath("string(//input[@name='csrf_token']/@value)")
    data = {"email": approver.email, "password": PASSWORD, "csrf_token": token}
    answer = client.post("/sign-in", data=data)
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "10")
    clock.shift(timedelta(seconds=10))
    assert client.post("/sign-in", data=data).status_code == 302
    client.submit("/account/second-factor", action="/sign-out")
    rows.speak_english(client)
    try_password(client, approver.email)  # and nothing is left to wait for


def test_nothing_in_the_database_says_who_guessed_at_whom(client: PageClient, session: Session, approver: User):
    try_password(client, approver.email)
    kept = "".join(session.scalars(select(AttemptCount.subject_hash)))
    assert kept
    assert approver.email not in kept
    assert "127.0.0.1" not in kept


def test_one_address_that_tries_many_accounts_is_braked_too(app: Flask, client: PageClient, approver: User):
    for number in range(50):
        try_password(client, f"person{number}@example.org")
    try_password(client, "person50@example.org", status=429)
    elsewhere = app.test_client()
    rows.speak_english(elsewhere)
    elsewhere.environ_base["REMOTE_ADDR"] = "192.0.2.7"
    try_password(elsewhere, "person50@example.org")


def test_neighbours_in_one_network_of_ipv6_count_as_one(client: PageClient, approver: User):
    for number in range(51):
        client.environ_base["REMOTE_ADDR"] = f"2001:db8::{number:x}"
        try_password(client, f"person{number}@example.org", status=422 if number < 50 else 429)


def test_an_address_of_ipv4_that_is_written_as_ipv6_is_the_same(client: PageClient, approver: User):
    for number in range(51):
        client.environ_base["REMOTE_ADDR"] = "192.0.2.7" if number % 2 else "::ffff:192.0.2.7"
        try_password(client, f"person{number}@example.org", status=422 if number < 50 else 429)
    client.environ_base["REMOTE_ADDR"] = "::ffff:192.0.2.8"
    try_password(client, "person51@example.org")


@pytest.mark.parametrize("exists", [True, False])
def test_what_failed_stands_in_the_audit_without_what_was_typed(
    client: PageClient, session: Session, approver: User, exists: bool
):
    email = approver.email if exists else "nobody@example.org"
    for _attempt in range(5):
        try_password(client, email)
    try_password(client, email, PASSWORD, status=429)
    kept = session.scalars(select(AuditEvent).where(AuditEvent.action == "sign-in-failed")).all()
    assert [(event.actor_id, event.subject_id) for event in kept] == [(None, approver.id if exists else None)] * 6
    assert email not in "".join(map(str, session.execute(select(AuditEvent.__table__)).all()))


def test_the_password_of_now_is_braked_where_it_is_changed(client: PageClient, approver: User, session: Session):
    rows.sign_in(client, approver)
    new = {"password": "a long one for tests", "again": "a long one for tests"}
    client.submit("/account/password", current=PASSWORD, password="short", again="short", status=422)
    for _attempt in range(5):
        client.submit("/account/password", current="wrong", **new, status=422)
    client.submit("/account/password", current=PASSWORD, **new, status=429)
    rows.speak_english(client)
    session.refresh(approver)
    assert approver.password == PASSWORD


def test_codes_are_braked_as_well(client: PageClient, session: Session, approver: User):
    secret = give_app(session, approver, at=NOW)
    session.commit()
    client.submit("/sign-in", action="/sign-in", email=approver.email, password=PASSWORD)
    for _attempt in range(5):
        client.submit("/sign-in/code", code="000000", status=422)
    client.submit("/sign-in/code", code=code_of(secret), status=429)


@pytest.mark.parametrize("address", ["/invitation/no-such-token", "/link/no-such-token", "/sign-in/passkey"])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_links_and_passkeys_are_braked_by_the_network(client: PageClient, address: str):
    token = client.page("/sign-in").xpath("string(//input[@name='csrf_token']/@value)")
    answers = [client.post(address, data={"csrf_token": token}).status_code for _attempt in range(51)]
    assert answers == [answers[0]] * 50 + [429]
    assert answers[0] in {410, 422}
