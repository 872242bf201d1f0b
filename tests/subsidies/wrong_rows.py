"""The corpus of what can be wrong: `wrong/*.txt`, each row a change of a sound file and all that is then said.

A line at the margin changes the file: `path = value` puts a value in, as the file would write it, `- path` takes one
away. The lines under it, set in, are the whole answer. `#` begins a heading.
"""

import json
import re
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from tests.subsidies.whole_case import WHOLE
from tests.subsidies.whole_scheme import EVERYTHING


@dataclass(slots=True)
class Row:
    changes: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)


def rows(name: str) -> list[Row]:
    """The rows of a file of the corpus."""
    found = [Row()]
    for line in (Path(__file__).parent / "wrong" / name).read_text(encoding="utf-8").splitlines():
        if line.startswith("    "):
            found[-1].said.append(line.strip())
        elif line and not line.startswith("#"):
            if found[-1].said:
                found.append(Row())
            found[-1].changes.append(line)
    return found


def params(name: str) -> list[Any]:
    return [pytest.param(row.changes, row.said, id="; ".join(row.changes)) for row in rows(name)]


def scheme_text(changes: list[str]) -> str:
    """The scheme file with every key, changed."""
    return scheme_written(_changed(scheme_literals(), changes))


def case_text(changes: list[str]) -> str:
    """The case with every key, changed."""
    return case_written(_changed(case_literals(), changes))


def scheme_literals() -> Any:
    """The objects and lists of the scheme file with every key, and each value as the file writes it."""
    return _literals(tomllib.loads(EVERYTHING), _toml_literal)


def case_literals() -> Any:
    """The objects and lists of the case with every key, and each value as JSON writes it."""
    return _literals(WHOLE, json.dumps)


def scheme_written(literals: Any) -> str:
    return "\n".join(f"{key} = {_written(value, '{} = {}')}" for key, value in literals.items())


def case_written(literals: Any) -> str:
    return _written(literals, '"{}": {}')


def _literals(value: Any, literal: Callable[[Any], str]) -> Any:
    if isinstance(value, dict):
        return {key: _literals(inner, literal) for key, inner in value.items()}
    if isinstance(value, list):
        return [_literals(inner, literal) for inner in value]
    return literal(value)


def _toml_literal(value: object) -> str:
    return value.isoformat() if isinstance(value, date) else json.dumps(value, ensure_ascii=False)


def _written(value: Any, pair: str) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(pair.format(key, _written(inner, pair)) for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(_written(inner, pair) for inner in value) + "]"
    return str(value)


def _changed(whole: Any, changes: list[str]) -> Any:
    for change in changes:
        path, _, value = change.removeprefix("- ").partition(" = ")
        *steps, last = [int(step) if step.isdigit() else step for step in re.findall(r"[^.\[\]]+", path)]
        place = whole
        for step in steps:
            place = place[step]
        if change.startswith("- "):
            del place[last]
        elif isinstance(place, list) and last == len(place):
            place.append(value)
        else:
            place[last] = value
    return whole
