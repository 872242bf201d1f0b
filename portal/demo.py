"""The demonstration's links, which may be used again and again."""

from datetime import datetime

from sqlalchemy.orm import Session

from people.models import Household
from portal.services.links import make_link

ADDRESS = "http://127.0.0.1:8000"  # `stegi serve` writes the one it answers at


def create_links(session: Session, households: list[Household], at: datetime) -> list[dict[str, str]]:
    """How each household comes in, as `instance/demo.json` says it."""
    return [
        {
            "role": "household",
            "link": f"{ADDRESS}/link/{make_link(session, household, actor=None, at=at, reusable=True)}",
        }
        for household in households
    ]
