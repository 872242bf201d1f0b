"""Fields of a search: one of several answers, or a tick. What an address says wrongly is told beside the field."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField
from wtforms.validators import ValidationError

_ANY = _l("Any")
_UNKNOWN = _l("This is none of the answers: choose one of the list")


def by_value(kind: type[StrEnum]) -> dict[str, StrEnum]:
    """An address says each member by its value."""
    return {member.value: member for member in kind}


class OneOfField(SelectField):
    """One of several answers, each with what it means and its words; `empty` is none of them."""

    def __init__(
        self, label: Any, meanings: Mapping[str, Any], words: Mapping[Any, Any], empty: Any = _ANY, **kwargs: Any
    ) -> None:
        self._meanings = meanings if empty is None else {"": None, **meanings}
        choices = [SelectChoice(key, words[key] if key else empty) for key in self._meanings]
        super().__init__(label, choices=choices, default=choices[0].value, validate_choice=False, **kwargs)

    def pre_validate(self, form: object) -> None:
        if self.data not in self._meanings:
            raise ValidationError(_UNKNOWN)

    @property
    def meaning(self) -> Any:
        """What is looked for, unless the address says something unknown."""
        return self._meanings.get(self.data, self._meanings[self.default])


class ListedField(SelectField):
    """One of a list that is filled later; an address may say something else."""

    def process_formdata(self, valuelist: list[str]) -> None:
        try:
            super().process_formdata(valuelist)
        except ValueError as error:
            raise ValueError(_UNKNOWN) from error

    def pre_validate(self, form: Any) -> None:
        try:
            super().pre_validate(form)
        except ValidationError as error:
            raise ValidationError(_UNKNOWN) from error


class TickField(BooleanField):
    """A box that an address can only tick or leave out."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if not set(valuelist) <= {"", "y"}:
            raise ValueError(_UNKNOWN)
