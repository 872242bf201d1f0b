"""A centre, an officer of its, and a flat that it found."""

import pytest
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing
from people.models import Household
from tests.housing.lease_files import add_numbered
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


@pytest.fixture
def families(session: Session, centre: Centre) -> list[Household]:
    """Households 17 and 18 of a register."""
    return [
        add_numbered(session, centre, number, name) for number, name in (("17", "Haddad"), ("18", "Olena Kovalenko"))
    ]


@pytest.fixture
def importer(families: list[Household], signed_in: PageClient) -> PageClient:
    """The browser of an officer who serves them."""
    return signed_in
