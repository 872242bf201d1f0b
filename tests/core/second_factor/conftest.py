"""Somebody of the staff who needs a second factor, and the clock."""

from collections.abc import Callable

import pytest
import time_machine
from sqlalchemy.orm import Session

from core.auth import totp
from core.auth.models import User
from core.auth.permissions import StaffRole
from tests.support import rows
from tests.support.pages import PageClient
from tests.support.rows import NOW

Person = Callable[[StaffRole], User]


@pytest.fixture(autouse=True)
def _english(client: PageClient, clock: time_machine.Traveller) -> None:
    rows.speak_english(client)


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
