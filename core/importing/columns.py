"""Which column of a table holds which field, by its name in any language and spelling."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from core.errors import Refused
from core.importing.words import fold
from core.text import N_, Sentence


@dataclass(frozen=True, slots=True)
class Columns:
    """`places` gives the position of each field that was found; `unknown` the names that nobody knows."""

    places: Mapping[str, int]
    unknown: tuple[str, ...]


def recognise(header: tuple[str, ...], names: Mapping[str, Iterable[str]]) -> Columns:
    """Find each field of `names` by one of its names. A column without a name is reported as `#` and its number.

    Raises Refused when two columns name the same field.
    """
    fields = {fold(name): field for field, synonyms in names.items() for name in (field, *synonyms)}
    places: dict[str, int] = {}
    unknown: list[str] = []
    for place, name in enumerate(header):
        field = fields.get(fold(name))
        if field is None:
            unknown.append(name or f"#{place + 1}")
        elif field in places:
            raise _named_twice(header[places[field]], name, field)
        else:
            places[field] = place
    return Columns(places, tuple(unknown))


def _named_twice(first: str, second: str, field: str) -> Refused:
    sentence = N_("The columns “%(first)s” and “%(second)s” mean the same. Keep one of them.")
    return Refused(Sentence(sentence, {"first": first, "second": second}), field)
