"""Fields of a search: one of several answers, or a tick. What an address says wrongly is told beside the field."""

from collections.abc import Iterable
from typing import Any, NamedTuple

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField
from wtforms.validators import ValidationError

_UNKNOWN = _l("This is none of the answers: choose one of the list")


class Answer(NamedTuple):
    """What an address and a page say for what is looked for."""

    key: str
    words: Any
    meaning: Any


ANY = Answer("", _l("Any"), None)


class OneOfField(SelectField):
    """One of several answers; the first, where nothing is chosen."""

    def __init__(self, label: Any, answers: Iterable[Answer], **kwargs: Any) -> None:
        known = list(answers)
        choices = [SelectChoice(answer.key, answer.words) for answer in known]
        super().__init__(label, choices=choices, default=known[0].key, validate_choice=False, **kwargs)
        self._meanings = {answer.key: answer.meaning for answer in known}

    def pre_validate(self, form: object) -> None:
        if self.data not in self._meanings:
            raise ValidationError(_UNKNOWN)

    @property
    def meaning(self) -> Any:
        """What is looked for, unless the address says something unknown."""
        return self._meanings.get(self.data, self._meanings[self.default])


class TickField(BooleanField):
    """A box that an address can only tick or leave out."""

    def process_formdata(self, valuelist: list[str]) -> None:
        super().process_formdata(valuelist)
        if not set(valuelist) <= {"", "y"}:
            raise ValueError(_UNKNOWN)
