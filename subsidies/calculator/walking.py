"""Walking the fields of a form within forms: whether anything stands in them, and which one a path leads to."""

import re
from collections.abc import Iterator
from typing import Any

from wtforms import Field, FieldList, Form, FormField

_STEPS = re.compile(r"[a-z_]+|[0-9]+")


def is_filled(field: Any) -> bool:
    """Whether anything was typed here, or chosen that was not there before."""
    if isinstance(field, (Form, FormField, FieldList)):
        return any(map(is_filled, field))
    return bool(field.errors) or _was_typed(field) or field.data not in (None, "", field.default)


def _was_typed(field: Field) -> bool:
    return field.data is None and any(str(text).strip() for text in field.raw_data or ())


def filled_rows(rows: FieldList) -> list[FormField]:
    """The rows that count; what was added and left empty does not, nor what cannot be read."""
    return [row for row in rows if is_filled(row) and not row.errors]


def number_of(fields: Any, path: str, index: int) -> int:
    """The number that a row of the case has on the page, of the list that the path leads into."""
    rows = _inner_list(fields, path.partition("[")[0])
    return list(rows).index(filled_rows(rows)[index]) + 1


def lists_of(fields: Any) -> Iterator[FieldList]:
    """Every list of rows."""
    for field in fields:
        if isinstance(field, FieldList):
            yield field
        elif isinstance(field, FormField):
            yield from lists_of(field)


def field_at(fields: Any, path: str) -> Field | None:
    """The field under the path of a case, such as `household.members[1].born`; of a row the first."""
    found = fields
    for step in _STEPS.findall(path):
        found = filled_rows(found)[int(step)] if step.isdigit() else _inner(found, step)
        if found is None:
            return None
    while isinstance(found, (FormField, FieldList)):
        found = next(iter(found))
    return found if isinstance(found, Field) else None


def _inner_list(fields: Any, path: str) -> FieldList:
    found = fields
    for step in _STEPS.findall(path):
        found = _inner(found, step)
    assert isinstance(found, FieldList)
    return found


def _inner(fields: Any, key: str) -> Any:
    return next((field for field in fields if field.short_name == key), None)
