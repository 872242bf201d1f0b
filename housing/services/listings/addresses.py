"""What the address of a home says of where it stands."""

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from housing.models import Dwelling
from maps.addresses import read_address
from maps.distance import Point, distance_km
from maps.located import Answer, Located, Precision

LEAST = 3  # homes that show where a postal code belongs: one may be wrong
NEAR_KM = 10
CLEARLY = 2  # times as far is the next


def address_of(dwelling: Dwelling) -> str:
    """All that is asked about when its place is looked for: nothing of who lives there or lets it."""
    parts = dwelling.address, dwelling.area, dwelling.postal_code, dwelling.city
    return ", ".join(part for part in parts if part)


def told_apart(session: Session, written: str, answer: Answer) -> Answer:
    """Of several places with one name the one around which homes with the address's postal code stand."""
    code = read_address(written).postal_code
    if len(answer.choices) < 2 or not code:
        return answer
    middle = _middle(session, code)
    return answer if middle is None else _nearest(answer, middle)


def _middle(session: Session, postal_code: str) -> Point | None:
    """Of the homes with this postal code that stand at their street or door."""
    point = (func.avg(Dwelling.latitude), func.avg(Dwelling.longitude))
    query = select(func.count(), *point).where(
        func.replace(Dwelling.postal_code, " ", "") == postal_code,
        Dwelling.latitude.is_not(None),
        Dwelling.place_precision != Precision.PLACE,
    )
    homes, latitude, longitude = session.execute(query).one()
    return Point(latitude, longitude) if homes >= LEAST else None


def _nearest(answer: Answer, middle: Point) -> Answer:
    def far(choice: Located) -> float:
        return distance_km(choice.point, middle)

    first, second, *_ = sorted(answer.choices, key=far)
    return Answer((first,)) if far(first) <= NEAR_KM and far(second) >= CLEARLY * far(first) else answer
