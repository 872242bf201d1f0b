"""Looking an address up for a page: what was found, what to choose from, and what is odd about it."""

from collections.abc import Callable
from dataclasses import dataclass

from flask import request

from core.forms import clean_text
from core.ports import answer_to
from core.session import db_session
from housing.services.listings.addresses import told_apart
from maps.addresses import LONGEST
from maps.doubts import Doubt, doubt_about
from maps.geocoding import Geocoder, GeocoderUnavailable
from maps.located import Answer, Located


@dataclass(frozen=True, slots=True)
class LookedUp:
    """What came of it. `located` is what was found or chosen."""

    address: str
    answer: Answer
    located: Located | None = None
    is_away: bool = False  # the service: what we know ourselves is shown

    @property
    def choices(self) -> tuple[Located, ...]:
        """What is asked about; nothing once it is chosen."""
        return () if self.located else self.answer.choices

    @property
    def doubt(self) -> Doubt | None:
        return doubt_about(self.located.point) if self.located else None


def look_up(address: str) -> LookedUp:
    """Ask for an address. Of several places the request may say which, by its number."""
    answer, is_away = _ask(address, answer_to(Geocoder).locate) if address else (Answer(), False)
    which = request.args.get("which", 0 if len(answer.choices) == 1 else -1, type=int)
    located = answer.choices[which] if 0 <= which < len(answer.choices) else None
    return LookedUp(address, answer, located, is_away)


def look_up_unasked(address: str, *, abroad: bool) -> LookedUp:
    """Only what is sure is taken. `abroad` asks the service too; what it says is not kept."""
    geocoder = answer_to(Geocoder)
    ask = geocoder.locate_once if abroad else geocoder.known
    answer, is_away = _ask(address, ask) if address else (Answer(), False)
    return LookedUp(address, answer, answer.located, is_away)


def typed_address(written: str) -> str:
    """What was typed, without what no address holds."""
    return (clean_text(written) or "")[:LONGEST]


def _ask(address: str, ask: Callable[[str], Answer]) -> tuple[Answer, bool]:
    try:
        answer, is_away = ask(address), False
    except GeocoderUnavailable:
        answer, is_away = answer_to(Geocoder).known(address), True
    return told_apart(db_session(), address, answer), is_away
