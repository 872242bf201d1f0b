"""Sentences for people, made where the language is not known yet.

Rules and services say *what* they mean as a `Sentence`; `core.i18n.say` turns it into the reader's language.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any


def N_(msgid: str) -> str:
    """Mark a catalogue entry for extraction where it is written, to be translated where it is shown."""
    return msgid


def NN_(singular: str, plural: str) -> tuple[str, str]:
    """Mark a catalogue entry that has a plural, as `N_` does one that has none."""
    return singular, plural


@dataclass(frozen=True, slots=True)
class Factor:
    """A number in a sentence that is no sum of money, with all its places."""

    number: Decimal

    def __str__(self) -> str:
        return f"{self.number:f}"


@dataclass(frozen=True, slots=True)
class Name:
    """What is called otherwise by Greek readers than by all others."""

    el: str
    en: str

    def __str__(self) -> str:
        return self.en


@dataclass(frozen=True, slots=True)
class Sentence:
    """A catalogue entry (English, with `%(name)s` places) and the values for its places.

    Values are shown by their type: `Decimal` is euros, `Factor` a number, `Name` that of the reader's letters, `date` a
    day, `float` a number with one decimal, another `Sentence` is said in its turn, anything else is plain text.
    `plural` is the form for any other number than one; then `values["n"]` decides.
    """

    msgid: str
    values: Mapping[str, object] = field(default_factory=dict)
    plural: str | None = None

    @classmethod
    def counted(cls, n: int, singular: str, plural: str, values: Mapping[str, object] | None = None) -> "Sentence":
        """A sentence about `n` things, which is also the value for its place `%(n)s`."""
        return cls(singular, {"n": n, **(values or {})}, plural)

    def __str__(self) -> str:
        """The English sentence, for machines and logs: amounts with a point, ISO dates."""
        template = self.plural if self.plural is not None and self.values["n"] != 1 else self.msgid
        return template % {name: _plain(value) for name, value in self.values.items()}

    def as_json(self) -> dict[str, Any]:
        """For storing: decisions keep the sentences that explained them."""
        values = {name: _to_json(value) for name, value in self.values.items()}
        return {"msgid": self.msgid, "plural": self.plural, "values": values}

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "Sentence":
        """The sentence that `as_json` wrote."""
        values = {name: _from_json(value) for name, value in stored["values"].items()}
        return cls(stored["msgid"], values, stored["plural"])


def _to_json(value: object) -> object:
    match value:
        case Sentence():
            return {"sentence": value.as_json()}
        case Decimal():
            return {"euros": str(value)}
        case Factor():
            return {"number": str(value)}
        case Name():
            return {"el": value.el, "en": value.en}
        case date():
            return {"day": value.isoformat()}
        case _:
            return value


def _from_json(value: Any) -> object:
    match value:
        case {"sentence": stored}:
            return Sentence.from_json(stored)
        case {"euros": text}:
            return Decimal(text)
        case {"number": text}:
            return Factor(Decimal(text))
        case {"el": el, "en": en}:
            return Name(el, en)
        case {"day": text}:
            return date.fromisoformat(text)
        case _:
            return value


def _plain(value: object) -> str:
    if isinstance(value, Decimal):
        return f"€{value:.2f}"
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.1f}"
    return str(value)
