"""What happened to somebody, from every package: the latest first, page by page after the last one seen. Pure."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from core.text import Sentence


@dataclass(frozen=True, slots=True)
class Happening:
    """Something of a day. Of one day, what has the later key stands first."""

    on: date
    key: str  # stable and alone: the kind of thing and its number
    what: Sentence
    url: str | None = None
    shape: str = "done"  # of its mark

    @property
    def place(self) -> str:
        """Where it stands, for an address: nothing about anybody."""
        return f"{self.on.isoformat()}_{self.key}"


@dataclass(frozen=True, slots=True)
class TimelinePage:
    """Some of what happened, and behind which place there is more."""

    happenings: Sequence[Happening]
    before: str | None


def page_of(happenings: Iterable[Happening], *, before: str | None, most: int) -> TimelinePage:
    """The latest, or those that come after a place; ISO days stand in their order as texts too."""
    found = sorted(happenings, key=lambda happening: happening.place, reverse=True)
    rest = [happening for happening in found if before is None or happening.place < before]
    return TimelinePage(rest[:most], rest[most - 1].place if len(rest) > most else None)
