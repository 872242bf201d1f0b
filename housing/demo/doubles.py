"""A flat of the demonstration that somebody wrote down once more, in Latin letters and from a telephone call."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.posts import centres_of
from housing.advert import Advert
from housing.services.listings import listings
from housing.services.listings.doubles import look_for_doubles

_CALL = Advert(
    title="Diamerisma 84 tm, Nea Alikarnassos",
    monthly_rent=Decimal("440.00"),
    area="Nea Alikarnassos",
    city="Ηράκλειο",
    latitude=35.3352,
    longitude=25.1662,
    size_m2=84,
    floor=3,
    landlord_name="Katerina Lydakh",
    phone="2810990000",
    source="τηλέφωνο",
)


def create_doubles(session: Session, actor: User, at: datetime) -> None:
    """The advert, and what is suspected of it."""
    listings.add_listing(session, _CALL, centres=centres_of(session, actor), actor=actor, at=at)
    look_for_doubles(session, at=at)
