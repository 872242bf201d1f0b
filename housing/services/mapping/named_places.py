"""Where a home stands by what its address names, as far as the bundled places know: without asking anybody."""

from sqlalchemy.orm import Session

from housing.models import Dwelling
from housing.services.listings.addresses import address_of, told_apart
from housing.services.listings.listings import set_place
from maps.addresses import read_address
from maps.doubts import doubt_of
from maps.gazetteer import Gazetteer
from maps.located import Answer, Located


def put_where_named(session: Session, home: Dwelling) -> Located | None:
    """Put the home into the middle of the place that its address names, for want of it into that of its town, and keep
    what is to be asked. What the whole address names for sure is given back.
    """
    address = address_of(home)
    answer = _named(session, address)
    sure = _sure(answer)
    if (found := sure or surely_named(session, home.city)) is not None:
        set_place(home, found.point.latitude, found.point.longitude, precision=found.precision)
    elif home.point is not None:  # the middle of a town that it names no more
        home.latitude, home.longitude, home.place_precision = None, None, ""
    home.place_doubt = doubt_of(answer) if address else None
    return sure


def surely_named(session: Session, address: str) -> Located | None:
    """The one place that this can mean."""
    return _sure(_named(session, address))


def _named(session: Session, address: str) -> Answer:
    """What the bundled places, and the homes here with its postal code, make of it."""
    return told_apart(session, address, Gazetteer().find(read_address(address)))


def _sure(answer: Answer) -> Located | None:
    return answer.located if doubt_of(answer) is None else None
