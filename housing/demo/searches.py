"""A view of the listings that the officer keeps; what the demonstration enters afterwards is new in it."""

from datetime import datetime
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.posts import centres_of
from housing.search import SearchCriteria
from housing.services.search.saved_searches import save_search
from maps.distance import Point

_NAME = "Δύο υπνοδωμάτια έως 450 €"
_QUERY = {"radius_km": "5", "most_rent": "450", "least_bedrooms": "2"}


def create_searches(session: Session, actor: User, at: datetime) -> None:
    """Save it, before there is a flat."""
    centre = centres_of(session, actor)[0]
    near = Point(centre.latitude, centre.longitude)
    criteria = SearchCriteria(near, 5.0, most_rent=Decimal("450.00"), least_bedrooms=2)
    save_search(session, _NAME, {"centre": centre.key, **_QUERY}, criteria, actor=actor, at=at)
