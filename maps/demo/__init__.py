"""The demonstration's places of interest. Every name is invented, and so is what stands where."""

from datetime import datetime, timedelta
from pathlib import Path

from sqlalchemy.orm import Session

from core.auth.models import User
from core.dates import day_of
from maps.services.amenities import FileFacts, import_amenities

_FILE = Path(__file__).with_name("places.csv")


def create_places(session: Session, actor: User, at: datetime) -> None:
    """Schools, clinics, pharmacies, bus stops and offices, as a municipality might send them."""
    dated_on = day_of(at) - timedelta(days=60)
    facts = FileFacts("Δήμος (επίδειξη)", dated_on)
    import_amenities(session, _FILE.name, _FILE.read_bytes(), facts, actor=actor, at=at)
