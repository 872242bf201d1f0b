"""From the form to a case as files hold it, and back."""

from dataclasses import asdict
from typing import Any

from wtforms import BooleanField, FieldList, FormField

from core.errors import Refused
from core.forms import DayField
from core.text import N_, Sentence
from subsidies.calculator.fields import AmountField, MonthField, ShareField
from subsidies.calculator.forms import MOST_MEMBERS, MOST_ROWS, CalculatorForm, Part
from subsidies.calculator.walking import filled_rows
from subsidies.rules.case import Case


def case_of(form: CalculatorForm, scheme: str) -> dict[str, Any]:
    """What was typed, in the form that `stegi quote` reads. What is empty or cannot be read is left out."""
    return {"scheme": scheme, **_object(form.case)}


def fields_of(case: Case) -> dict[str, Any]:
    """What the form is filled with to show the case. Raises Refused when it has more rows than the form."""
    rows = (case.rent_changes, case.suspensions, case.freezes, case.paid)
    if len(case.household.members) > MOST_MEMBERS or any(len(some) > MOST_ROWS for some in rows):
        values = {"members": MOST_MEMBERS, "rows": MOST_ROWS}
        sentence = Sentence(
            N_("The calculator takes %(members)s persons, and %(rows)s rows of any other kind, at most."), values
        )
        raise Refused(sentence, field="file")
    return asdict(case)


def fields_of_stored(case: Case) -> dict[str, Any]:
    """The same of an award or a lease: its members' names are keys of the database, which tell a reader nothing."""
    fields = fields_of(case)
    for member in fields["household"]["members"]:
        member["id"] = None
    return fields


def _object(fields: Any) -> dict[str, Any]:
    said = ((field.short_name, _said(field)) for field in fields)
    return {key: value for key, value in said if value is not None}


def _said(field: Any) -> object:
    match field:
        case FieldList():
            return [_object(row) for row in filled_rows(field)] or None
        case FormField(form=Part()) if field.errors:
            return None
        case FormField():
            return _object(field) or None
        case BooleanField():
            return field.data or None
    if field.data is None or field.data == "":
        return None
    match field:
        case MonthField():
            return f"{field.data:%Y-%m}"
        case DayField():
            return str(field.data)
        case AmountField():
            return f"{field.data:.2f}"
        case ShareField():
            return f"{field.data:f}"
    return field.data
