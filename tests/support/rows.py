"""Rows that many tests start from, and how a test signs in."""

from datetime import UTC, date, datetime
from decimal import Decimal
from uuid import uuid4

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import Role, User
from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Dwelling, Landlord, Listing
from housing.states import ListingStatus
from people.models import Household, HouseholdMember
from tests.support.pages import PageClient

NOW = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
TODAY = NOW.date()
PASSWORD = "a password for tests"


def add_centre(session: Session, key: str = "heraklion") -> Centre:
    places = {"heraklion": (35.3387, 25.1442), "chania": (35.5138, 24.0180)}
    latitude, longitude = places[key]
    name = key.title()
    centre = Centre(key=key, name_el=name, name_en=name, latitude=latitude, longitude=longitude)
    session.add(centre)
    session.flush()
    return centre


def add_user(session: Session, role: StaffRole, centre: Centre | None = None) -> User:
    stored = session.scalar(select(Role).where(Role.name == role)) or Role(name=role)
    user = User(
        email=f"{uuid4().hex}@example.org",
        name="Eleni Markaki",
        password=PASSWORD,
        fs_uniquifier=uuid4().hex,
        centre=centre,
        created_at=NOW,
        roles=[stored],
    )
    session.add(user)
    session.flush()
    return user


def add_household(
    session: Session, centre: Centre, name: str = "Haddad", births: tuple[str, ...] = ("1990-02-01",)
) -> Household:
    household = Household(
        reference=uuid4().hex,
        name=name,
        language="en",
        centre=centre,
        created_at=NOW,
        members=[
            HouseholdMember(name=f"{name} {number}", born_on=date.fromisoformat(born))
            for number, born in enumerate(births, 1)
        ],
    )
    session.add(household)
    session.flush()
    return household


def add_listing(
    session: Session,
    centre: Centre,
    title: str = "Flat 82 m², Poros",
    rent: str = "450.00",
    status: ListingStatus = ListingStatus.VERIFIED,
    **dwelling: object,
) -> Listing:
    facts = {
        "address": "Efesou 7",
        "area": "Poros",
        "city": "Heraklion",
        "latitude": 35.3312,
        "longitude": 25.1467,
        "size_m2": 82,
        "bedrooms": 2,
        "floor": 3,
        "has_lift": True,
    }
    listing = Listing(
        dwelling=Dwelling(**(facts | dwelling)),
        landlord=Landlord(name="Aikaterini Lydaki", phone="+302810000001", created_at=NOW),
        centre=centre,
        status=status,
        title=title,
        monthly_rent=Decimal(rent),
        common_charges=Decimal("25.00"),
        source="telephone",
        created_at=NOW,
    )
    session.add(listing)
    session.flush()
    return listing


def speak_english(client: PageClient) -> None:
    """Choose the language of the catalogue entries, so that tests do not rest on translations."""
    with client.session_transaction() as kept:
        kept["language"] = "en"


def sign_in(client: PageClient, user: User) -> None:
    """Sign the person in by the page, as everybody does, to read it in English."""
    speak_english(client)
    client.submit("/sign-in", action="/sign-in", email=user.email, password=PASSWORD)
