"""Forms of pages: their base, the fields they are made of, and what these may be asked for."""

from core.forms.fields import (
    FIRST_YEAR,
    LAST_YEAR,
    ChoiceField,
    ClockField,
    CoordinateField,
    DayField,
    LongTextField,
    ManyField,
    MoneyField,
    TextField,
    TypedField,
    WholeNumberField,
    YesNoField,
    clean_text,
)
from core.forms.form import StegiForm
from core.forms.validators import Required, between, checked_by

__all__ = [
    "FIRST_YEAR",
    "LAST_YEAR",
    "ChoiceField",
    "ClockField",
    "CoordinateField",
    "DayField",
    "LongTextField",
    "ManyField",
    "MoneyField",
    "Required",
    "StegiForm",
    "TextField",
    "TypedField",
    "WholeNumberField",
    "YesNoField",
    "between",
    "checked_by",
    "clean_text",
]
