"""Which column of a table holds which field, by its name in any language and spelling."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType

from core.errors import Refused
from core.importing.cells import shown
from core.importing.words import fold, name_key
from core.text import N_, Sentence

LONGEST_KEY = 200


@dataclass(frozen=True, slots=True)
class Columns:
    """`places` gives the position of each field that was found; `unknown` the names that nobody knows."""

    places: Mapping[str, int]
    unknown: tuple[str, ...]


def known_names(names: Mapping[str, Iterable[str]], chosen: Mapping[str, str] = MappingProxyType({})) -> frozenset[str]:
    """The keys of all names: what a header is found by. `chosen` adds those that somebody gave a meaning."""
    return frozenset(_fields_by_name(names)) | {name_key(key) for key, field in chosen.items() if field}


def column_keys(header: Sequence[str]) -> tuple[str, ...]:
    """What a choice is remembered by: the folded name; without a name, or with one met before, its place as well.

    Of a name of many words the first of them are enough.
    """
    keys: list[str] = []
    for place, name in enumerate(header, start=1):
        key, mark = fold(name)[:LONGEST_KEY], f"#{place}"
        keys.append(key[: LONGEST_KEY - len(mark)] + mark if not key or key in keys else key)
    return tuple(keys)


def fields_of(
    header: Sequence[str], names: Mapping[str, Iterable[str]], chosen: Mapping[str, str] = MappingProxyType({})
) -> tuple[str, ...]:
    """The field that each column holds, "" for none. `chosen` says it by the key of a column, before its name does."""
    fields = _fields_by_name(names)
    return tuple(
        chosen.get(key, fields.get(name_key(name), "")) for name, key in zip(header, column_keys(header), strict=True)
    )


def recognise(
    header: Sequence[str], names: Mapping[str, Iterable[str]], chosen: Mapping[str, str] = MappingProxyType({})
) -> Columns:
    """Find each field of `names`. A column without a name is reported as `#` and its number.

    Raises Refused when two columns hold the same field.
    """
    places: dict[str, int] = {}
    unknown: list[str] = []
    for place, (name, field) in enumerate(zip(header, fields_of(header, names, chosen), strict=True)):
        if not field:
            unknown.append(name or f"#{place + 1}")
        elif field in places:
            raise _named_twice(header[places[field]], name, field)
        else:
            places[field] = place
    return Columns(places, tuple(unknown))


def quoted(header: Sequence[str]) -> str:
    """The names of the columns, as a message quotes them."""
    return ", ".join(f"“{shown(name)}”" for name in header if name)


def _fields_by_name(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {name_key(name): field for field, synonyms in names.items() for name in (field, *synonyms)}


def _named_twice(first: str, second: str, field: str) -> Refused:
    sentence = N_("The columns “%(first)s” and “%(second)s” mean the same. Keep one of them.")
    return Refused(Sentence(sentence, {"first": first, "second": second}), field)
