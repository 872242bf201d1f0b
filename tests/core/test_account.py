"""One's own account."""

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.visits import enter, text

NEW = "ελιά βράχος τρένο"


@pytest.fixture
def officer(client: PageClient, session: Session) -> User:
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    enter(client, session, user)
    return user


def change(client: PageClient, current: str = rows.PASSWORD, password: str = NEW, status: int = 200):
    return client.submit("/account/password", current=current, password=password, again=password, status=status)


def test_the_account_is_behind_ones_name(client: PageClient, officer: User):
    address = client.page("/").xpath("//header//a[contains(., 'Eleni Markaki')]/@href")
    page = client.page(*address)
    assert officer.email in text(page)


def test_the_password_is_changed_by_who_knows_it(client: PageClient, officer: User):
    assert "Your password is changed." in text(change(client))
    change(client, current=NEW, password="another one that is long")


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        pytest.param({"current": "wrong"}, "This is not your password of now.", id="wrong"),
        pytest.param({"password": "password1234"}, "Many people use this password", id="common"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_changed(
    client: PageClient, session: Session, officer: User, typed: dict[str, str], sentence: str
):
    assert sentence in text(change(client, status=422, **typed))
    session.refresh(officer)
    assert officer.password == rows.PASSWORD


def test_a_letter_typed_in_another_way_is_the_same_letter(client: PageClient, officer: User):
    change(client, password="καλημέρα σε όλους")  # accents as signs of their own
    change(client, current="καλημέρα σε όλους")
