"""JSON and TOML to plain objects, and in one sentence where a text stops being either.

Numbers stay as they were written: `Number` in JSON and for what TOML calls a float. TOML's whole numbers are ints.
"""

import json
import re
import tomllib
from typing import NoReturn

from core.errors import StegiError
from core.text import N_, Sentence
from subsidies.rules.shown import Number, cut, printable


class Unparsable(StegiError):
    """A text that is no JSON, or no TOML."""


class Repeated:
    """Stands in for the value of a key that its JSON object has more than once."""


_NO_JSON = N_("JSON allows no such thing here")
_JSON_EXPECTS = {
    "Expecting value": N_("a value belongs here"),
    "Expecting ',' delimiter": N_("a comma or a closing bracket belongs here"),
    "Expecting ':' delimiter": N_("a colon belongs here"),
    "Expecting property name enclosed in double quotes": N_("a key in double quotes belongs here"),
    "Unterminated string starting at": N_("the text that starts here has no end"),
    "Invalid control character at": N_("in a text this character is written as an escape"),
    "Invalid \\escape": N_("a text has no such escape"),
    "Invalid \\uXXXX escape": N_("a text has no such escape"),
}

_NO_TOML = N_("TOML allows no such thing here")
_TWICE = N_("a key and a table may be given only once")
_TOML_EXPECTS = {
    "Cannot overwrite": _TWICE,
    "Cannot declare": _TWICE,
    "Cannot mutate": _TWICE,
    "Cannot redefine": _TWICE,
    "Duplicate inline table key": _TWICE,
    "Invalid date": N_("there is no such day or time"),
    "Invalid value": N_("a value belongs here: text in double quotes, a number, a day, true or false"),
    "Expected '='": N_("a key is followed by = and its value"),
    "Expected ']": N_("the name of a table ends with the brackets that it began with"),
    "Unterminated": N_("a text in quotes has no end"),
    "Unclosed": N_("a bracket is not closed"),
}
_MOST_DOTS = 1000  # in a line: tomllib reads a key of many parts in the square of their number
_TOML_PLACE = re.compile(r"\(at line (\d+), column \d+\)$")


def parse_json(text: str) -> object:
    """Raises Unparsable. A key that an object has twice gets a `Repeated`, to be refused by its path."""
    try:
        return json.loads(
            text, object_pairs_hook=_object, parse_constant=_no_number, parse_int=Number, parse_float=Number
        )
    except RecursionError as error:
        raise Unparsable(
            Sentence(N_("The case is nested too deeply; no key lies deeper than household.members[0].born"))
        ) from error
    except json.JSONDecodeError as error:
        raise Unparsable(_no_json(error)) from error


def parse_toml(text: str) -> dict[str, object]:
    """Raises Unparsable."""
    too_deep = Sentence(N_("The file is nested too deeply; no key lies deeper than monthly[0].bands[0].size"))
    if any(line.count(".") > _MOST_DOTS for line in text.splitlines()):
        raise Unparsable(too_deep)
    try:
        return tomllib.loads(text, parse_float=Number)
    except RecursionError as error:
        raise Unparsable(too_deep) from error
    except tomllib.TOMLDecodeError as error:
        raise Unparsable(_no_toml(text, str(error))) from error
    except ValueError as error:  # Python reads no longer number
        sentence = Sentence(N_("The file has a number of several thousand digits; no value needs as many"))
        raise Unparsable(sentence) from error


def _object(pairs: list[tuple[str, object]]) -> dict[str, object]:
    values: dict[str, object] = {}
    for key, value in pairs:
        values[key] = Repeated() if key in values else value
    return values


def _no_number(name: str) -> NoReturn:
    raise Unparsable(Sentence(N_("The case is not JSON: %(name)s is no number of JSON"), {"name": name}))


def _no_json(error: json.JSONDecodeError) -> Sentence:
    if not error.doc.strip():
        return Sentence(N_("The case is empty; it must be a JSON object"))
    rest = error.doc[error.pos :]
    values: dict[str, object] = {"line": error.lineno, "column": error.colno, "found": printable(cut(rest))}
    if error.msg == "Extra data":
        return Sentence(N_("The case goes on after its end at line %(line)s, column %(column)s: %(found)s"), values)
    if not rest.strip():
        return Sentence(N_("The case ends too early, at line %(line)s, column %(column)s"), values)
    values["expected"] = Sentence(_expected(error.msg, _JSON_EXPECTS, _NO_JSON))
    return Sentence(N_("The case is not JSON at line %(line)s, column %(column)s: %(found)s (%(expected)s)"), values)


def _no_toml(text: str, reason: str) -> Sentence:
    """tomllib says where in words; at the end of the document it is the last line that is wrong."""
    place = _TOML_PLACE.search(reason)
    lines = text.rstrip().split("\n")
    line = int(place[1]) if place else len(lines)
    values = {"line": line, "found": printable(cut(lines[line - 1].strip()))}
    expected = Sentence(_expected(reason, _TOML_EXPECTS, _NO_TOML))
    return Sentence(
        N_("The file is not TOML at line %(line)s: %(found)s (%(expected)s)"), {**values, "expected": expected}
    )


def _expected(reason: str, known: dict[str, str], otherwise: str) -> str:
    return next((msgid for start, msgid in known.items() if reason.startswith(start)), otherwise)
