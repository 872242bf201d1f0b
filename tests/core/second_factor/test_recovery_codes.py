"""Codes on paper: each opens once, new ones end the old."""

from collections.abc import Callable

import pytest
from flask import Flask
from sqlalchemy.orm import Session

from core.auth import recovery, totp
from core.auth.models import User
from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW
from tests.support.second_factor import code_of, codes_on, is_inside, set_up_app, show_password
from tests.support.visits import text

Person = Callable[[StaffRole], User]


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
    page = client.submit("/sign-in/code", code=codes[0])
    assert "Only 2 recovery codes are left." in text(page)
    assert page.xpath("//*[@class='st-flash st-flash-wait']//a/@href") == ["/account/second-factor"]


@pytest.mark.parametrize(
    ("role", "is_warned"), [(StaffRole.FINANCE_APPROVER, True), (StaffRole.HOUSING_OFFICER, False)]
)
def test_who_has_no_codes_is_warned_only_where_a_second_factor_is_a_duty(
    client: PageClient, session: Session, person: Person, role: StaffRole, is_warned: bool
):
    user = person(role)
    secret = totp.give_app(session, user, at=NOW)
    session.commit()
    show_password(client, user)
    page = client.submit("/sign-in/code", code=code_of(secret))
    assert ("You have no recovery code left." in text(page)) == is_warned
