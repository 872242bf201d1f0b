"""Strings that have broken services elsewhere, and those that were made against this one."""

import json
from functools import cache
from pathlib import Path

from sqlalchemy.orm import Session

from core.structure import Centre
from housing.models import Listing
from maps.amenities import AmenityKind
from maps.bands import band_of
from maps.models import Amenity, AmenitySource
from people.models import Household, HouseholdPlace, HouseholdPlaceKind
from tests.support import rows
from tests.support.hostile import HOSTILE, NUL
from tests.support.rows import NOW, TODAY

LIST = Path(__file__).parent / "blns" / "blns.json"
# Template literals, Jinja, attributes, scripts and sheets of ours; formulas; what turns a line around.
OWN = (
    "${alert(1)}`${alert(1)}`", "{{ 7 * 7 }}{% raise %}", "</script><script>alert(1)</script>",
    "\"' onfocus=alert(1) autofocus x='", "--></style><svg onload=alert(1)>", "javascript:alert(1)",
    "=HYPERLINK(\"http://evil.example\",\"x\")", "@SUM(1+1)*cmd|' /C calc'!A0", "+1+1", "-1+1", "\t=1+1", "]]><x/>",
    "\u202eabc\u2066", "a\u2028b\u2029c", "<!ENTITY x SYSTEM 'file:///etc/passwd'>&x;", "\x0b\x0c\x85",
)  # fmt: skip
STEP = 0.0004  # degrees between two flats, so that each has a pin


@cache
def strings() -> tuple[str, ...]:
    """Each once; the empty one is no text."""
    every = [*json.loads(LIST.read_text("utf-8")), *OWN, *(text.format(n=1).replace(NUL, "") for text in HOSTILE)]
    return tuple(dict.fromkeys(text for text in every if text.strip()))


def add_adverts(session: Session, centre: Centre) -> list[Listing]:
    """An advert for each string, which is in all its words, around the centre."""
    adverts = []
    for number, text in enumerate(strings()):
        row, column = divmod(number, 23)
        where = {"latitude": 35.3312 + row * STEP, "longitude": 25.1467 + column * STEP}
        listing = rows.add_listing(session, centre, text, address=text, area=text, city=text, **where)
        listing.description = listing.reference = text
        listing.source = f"{number} {text}"  # with the reference it names the advert
        assert listing.landlord
        listing.landlord.name = text
        adverts.append(listing)
    session.flush()
    return adverts


def add_places_of_interest(session: Session) -> None:
    """A school that is called everything, of sources that are each called something."""
    for text in strings():
        session.add(AmenitySource(name=text, dated_on=TODAY, imported_at=NOW))
    session.flush()
    everything = " ".join(strings())
    source = AmenitySource(name=everything, dated_on=TODAY, imported_at=NOW)
    spot = {"latitude": 35.33, "longitude": 25.14, "band": band_of(35.33)}
    names = {"name": everything, "name_en": everything, "reference": "1", "kind": AmenityKind.SCHOOL}
    session.add(Amenity(source=source, **names, **spot))
    session.flush()


def add_family(session: Session, centre: Centre) -> Household:
    """A household of that name, which goes to as many places."""
    household = rows.add_household(session, centre, " ".join(strings()))
    for text in strings():
        place = {"kind": HouseholdPlaceKind.WORK, "note": text, "at": [35.33, 25.14], "created_at": NOW}
        session.add(HouseholdPlace(household=household, **place))
    session.flush()
    return household
