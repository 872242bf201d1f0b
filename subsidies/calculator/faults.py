"""What is wrong in a form within forms, as a list that leads to the fields and names their rows."""

from collections.abc import Iterator
from typing import Any, NamedTuple

from wtforms import FieldList, FormField


class Fault(NamedTuple):
    """`where` names the row or the part of the form, "" for its head; `field_id` is the control's."""

    field_id: str
    where: str
    label: str
    sentence: str


def faults_of(fields: Any, where: str = "") -> Iterator[Fault]:
    """Every field with an error, in their order. What a list or a part is called stands in its description."""
    for field in fields:
        match field:
            case FieldList():
                for number, row in enumerate(field, start=1):
                    yield from faults_of(row, f"{field.description} {number}")
            case FormField():
                yield from faults_of(field, str(field.description))
            case _ if field.errors:
                yield Fault(field.id, where, str(field.label.text), " ".join(map(str, field.errors)))
