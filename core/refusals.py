"""What services of several packages refuse alike."""

from datetime import date

from core.errors import Refused
from core.text import N_, Sentence


def refuse_future(day: date, on: date, field: str) -> None:
    """Raise Refused when the day of what somebody writes down as done comes after the day of writing."""
    if day > on:
        raise Refused(Sentence(N_("This day lies in the future.")), field=field)
