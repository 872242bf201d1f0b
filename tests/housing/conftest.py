"""A centre, an officer of its, and a flat that it found."""

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing
from tests.support.pages import PageClient
from tests.support.rows import add_centre, add_listing, add_user, sign_in


@pytest.fixture
def centre(session: Session) -> Centre:
    return add_centre(session)


@pytest.fixture
def officer(session: Session, centre: Centre) -> User:
    return add_user(session, StaffRole.HOUSING_OFFICER, centre)


@pytest.fixture
def signed_in(session: Session, client: PageClient, officer: User) -> PageClient:
    """The officer's browser."""
    session.commit()
    sign_in(client, officer)
    return client


@pytest.fixture
def listing(session: Session, centre: Centre) -> Listing:
    return add_listing(session, centre)
