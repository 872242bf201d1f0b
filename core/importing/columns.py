"""Which column of a table holds which field, by its name in any language and spelling."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from types import MappingProxyType

from core.errors import Refused
from core.importing.cells import shown
from core.importing.words import fold, name_key
from core.search_keys import sounds
from core.text import N_, Sentence

LONGEST_KEY = 200
SHORTEST_SOUND = 4  # letters: shorter names sound like too many others

_MISSING = N_("These columns are missing: %(wanted)s. The names that stand above the rows are %(names)s.")
_ANY_H, _LONE_H = re.compile("h", re.IGNORECASE), re.compile(r"(?<![tcpk])h", re.IGNORECASE)
_LONE_U = re.compile(r"(?<![aeo])u", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Columns:
    """`places` gives the position of each field that was found; `unknown` the names that nobody knows."""

    places: Mapping[str, int]
    unknown: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wanted:
    """A column without which no row makes sense; any of these fields will do.

    `names` are some that are known, `alone` is what to say where nothing else is missing.
    """

    fields: tuple[str, ...]
    names: str
    alone: str


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
    """The field that each column holds, "" for none. `chosen` says it by the key of a column, before its name does.

    By its sound alone a name takes a field only where no other column has it.
    """
    known = _fields_by_name(names)
    held = [
        chosen.get(key, known.get(name_key(name), "")) for name, key in zip(header, column_keys(header), strict=True)
    ]
    for place, (name, key) in enumerate(zip(header, column_keys(header), strict=True)):
        if name and not held[place] and key not in chosen:
            field = _heard(name, names)
            held[place] = "" if field in held else field
    return tuple(held)


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


def require(columns: Columns, header: Sequence[str], wanted: Iterable[Wanted]) -> None:
    """Raises Refused that names every column which is missing."""
    missing = [one for one in wanted if not any(field in columns.places for field in one.fields)]
    said = {"names": quoted(header)}
    if len(missing) == 1:
        raise Refused(Sentence(missing[0].alone, said))
    if missing:
        raise Refused(Sentence(_MISSING, {"wanted": ", ".join(one.names for one in missing), **said}))


def quoted(header: Sequence[str]) -> str:
    """The names of the columns, as a message quotes them."""
    return ", ".join(f"“{shown(name)}”" for name in header if name)


def _fields_by_name(names: Mapping[str, Iterable[str]]) -> dict[str, str]:
    return {name_key(name): field for field, synonyms in names.items() for name in (field, *synonyms)}


@lru_cache(maxsize=16)
def _fields_by_sound(names: tuple[tuple[str, tuple[str, ...]], ...]) -> Mapping[str, str]:
    """The fields by how their names sound. What sounds like the names of two is neither."""
    found: dict[str, str] = {}
    for field, synonyms in names:
        for sound in map(_sound, (field, *synonyms)):
            found[sound] = "" if found.get(sound, field) != field else field
    return {sound: field for sound, field in found.items() if field and len(sound) >= SHORTEST_SOUND}


def _heard(name: str, names: Mapping[str, Iterable[str]]) -> str:
    """The field of a name that is written in a way of its own: `dieuthynsh` is Διεύθυνση. "" where there is none.

    Who writes Greek in Latin letters writes h for χ or for η, th for θ or for τη, and u for ου or for υ.
    """
    fields = _fields_by_sound(tuple((field, tuple(synonyms)) for field, synonyms in names.items()))
    by_h = (name, _LONE_H.sub("i", name), _ANY_H.sub("i", name))
    ways = dict.fromkeys(way for spelling in by_h for way in (spelling, _LONE_U.sub("i", spelling)))
    return next((fields[sound] for sound in map(_sound, ways) if sound in fields), "")


def _sound(name: str) -> str:
    return "".join(word for word, _ in sounds(name))


def _named_twice(first: str, second: str, field: str) -> Refused:
    sentence = N_("The columns “%(first)s” and “%(second)s” mean the same. Keep one of them.")
    return Refused(Sentence(sentence, {"first": first, "second": second}), field)
