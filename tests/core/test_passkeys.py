"""Passkeys: which answers of a device are taken, and which are not."""

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy.orm import Session

from core.auth import second_factor
from core.auth.models import User
from core.auth.passkeys import (
    Question,
    add_passkey,
    creation_options,
    list_passkeys,
    request_options,
    use_passkey,
    user_handle,
)
from core.auth.permissions import StaffRole
from core.errors import NotFound, Refused
from tests.support.audit import events
from tests.support.authenticator import Authenticator
from tests.support.rows import NOW, add_user

QUESTION = Question("stegi.example", "https://stegi.example", b"challenge" * 4, NOW)
LATER = NOW + timedelta(minutes=5)
NEXT = replace(QUESTION, challenge=b"another.." * 4, asked_at=LATER)


@pytest.fixture
def approver(session: Session) -> User:
    return add_user(session, StaffRole.FINANCE_APPROVER)


@pytest.fixture
def device(session: Session, approver: User) -> Authenticator:
    """A device whose passkey is known."""
    device = Authenticator(user_handle(approver))
    add_passkey(session, approver, "Telephone", device.create(QUESTION), QUESTION, at=NOW)
    return device


def test_a_passkey_signs_its_owner_in(session: Session, approver: User, device: Authenticator):
    assert use_passkey(session, device.get(QUESTION), QUESTION, at=NOW) is approver
    assert use_passkey(session, device.get(NEXT), NEXT, at=LATER) is approver
    session.commit()
    assert [event.action for event in events(session)][-2:] == ["use-passkey", "use-passkey"]


def test_an_answer_is_taken_once(session: Session, device: Authenticator):
    answer = device.get(QUESTION)
    use_passkey(session, answer, QUESTION, at=NOW)
    with pytest.raises(Refused, match="not known here"):
        use_passkey(session, answer, QUESTION, at=NOW)


OTHERS = {
    "another-challenge": {"challenge": b"guessed"},
    "another-site": {"host": "evil.example"},
    "another-origin": {"origin": "https://evil.example"},
    "without-https": {"origin": "http://stegi.example"},
}


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_an_answer_to_another_question_is_not_taken(
    session: Session, approver: User, device: Authenticator, other: dict[str, object]
):
    with pytest.raises(Refused):
        use_passkey(session, device.get(replace(QUESTION, **other)), QUESTION, at=NOW)
    new = Authenticator(user_handle(approver))
    with pytest.raises(Refused):
        add_passkey(session, approver, "New", new.create(replace(QUESTION, **other)), QUESTION, at=NOW)


@pytest.mark.parametrize(
    "wrong",
    [
        pytest.param({"verifies": False}, id="nobody-showed-finger-face-or-pin"),
        pytest.param({"user_handle": b"somebody else"}, id="of-another-person"),
        pytest.param({"key": Authenticator(b"").key}, id="signed-by-another-key"),
        pytest.param({"credential_id": b"unknown"}, id="never-seen"),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_device_that_is_not_the_right_one_is_not_taken(
    session: Session, device: Authenticator, wrong: dict[str, object]
):
    with pytest.raises(Refused, match="not known here"):
        use_passkey(session, replace(device, **wrong).get(QUESTION), QUESTION, at=NOW)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_device_that_counts_never_counts_back(session: Session, device: Authenticator):
    device.count = 7
    use_passkey(session, device.get(QUESTION), QUESTION, at=NOW)
    device.count = 6  # a copy
    with pytest.raises(Refused):
        use_passkey(session, device.get(NEXT), NEXT, at=LATER)


@pytest.mark.parametrize("answer", ["", "x", "{}", "[]", "null", '{"id": 1}', '{"id": "é", "rawId": "é"}', "{" * 5000])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_is_no_answer_is_refused(session: Session, approver: User, device: Authenticator, answer: str):
    with pytest.raises(Refused):
        use_passkey(session, answer, QUESTION, at=NOW)
    with pytest.raises(Refused):
        add_passkey(session, approver, "New", answer, QUESTION, at=NOW)


def test_who_has_left_does_not_come_in(session: Session, approver: User, device: Authenticator):
    approver.active = False
    with pytest.raises(Refused):
        use_passkey(session, device.get(QUESTION), QUESTION, at=NOW)


def test_the_last_factor_stays_where_the_work_needs_it(session: Session, approver: User, device: Authenticator):
    (first,) = list_passkeys(session, approver)
    with pytest.raises(Refused, match="your only one"):
        second_factor.remove_passkey(session, approver, first.id)
    another = Authenticator(user_handle(approver))
    add_passkey(session, approver, "Key", another.create(QUESTION), QUESTION, at=NOW)
    second_factor.remove_passkey(session, approver, first.id)
    with pytest.raises(Refused, match="not known here"):
        use_passkey(session, device.get(QUESTION), QUESTION, at=NOW)


def test_nobody_removes_the_passkey_of_another(session: Session, approver: User, device: Authenticator):
    (passkey,) = list_passkeys(session, approver)
    with pytest.raises(NotFound):
        second_factor.remove_passkey(session, add_user(session, StaffRole.ADMINISTRATOR), passkey.id)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_browser_is_asked_for_a_passkey_that_its_owner_must_open(
    session: Session, approver: User, device: Authenticator
):
    made, used = creation_options(session, approver, QUESTION), request_options(QUESTION)
    assert '"userVerification": "required"' in made
    assert '"residentKey": "required"' in made
    assert '"excludeCredentials": [{' in made
    assert '"userVerification": "required"' in used
