"""Single values of cases and scheme files: read strictly, or refused with a code and a sentence."""

import re
from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NoReturn, TypeVar

from core.text import N_, Sentence

_MONEY = re.compile(r"[0-9]+\.[0-9]{2}")
_SHARE = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")

# Sums of amounts stay exact in Decimal's 28 places below this.
_TOO_MUCH = Decimal(10) ** 20

Choice = TypeVar("Choice", bound=StrEnum)


class Malformed(Exception):
    """A value that cannot be what it stands for."""

    def __init__(self, code: str, sentence: Sentence) -> None:
        super().__init__(str(sentence))
        self.code = code
        self.sentence = sentence


def read_text(raw: object) -> str:
    if not isinstance(raw, str):
        _refuse("not-text", N_("must be text"))
    return raw


def read_name(raw: object) -> str:
    """Text that may not be empty."""
    if not read_text(raw).strip():
        _refuse("empty", N_("must not be empty"))
    return str(raw)


def read_bool(raw: object) -> bool:
    if not isinstance(raw, bool):
        _refuse("not-boolean", N_("must be true or false"))
    return raw


def read_money(raw: object) -> Decimal:
    """Euros with two decimals, as text. A number is no money: it may have been a float on its way."""
    if not isinstance(raw, str) or not _MONEY.fullmatch(raw):
        _refuse("not-money", N_('must be an amount with two decimals, as text: "450.00"'))
    amount = Decimal(raw)
    if amount >= _TOO_MUCH:
        _refuse("not-money", N_("is too large an amount"))
    return amount


def read_share(raw: object) -> Decimal:
    """A decimal number from 0 to 1, as text."""
    if not isinstance(raw, str) or not _SHARE.fullmatch(raw):
        _refuse("not-a-share", N_('must be a decimal number, as text: "0.5"'))
    share = Decimal(raw)
    if share > 1:
        _refuse("not-a-share", N_("must not be above 1"))
    return share


def read_share_above_zero(raw: object) -> Decimal:
    share = read_share(raw)
    if share == 0:
        _refuse("not-a-share", N_("must be above 0"))
    return share


def read_day(raw: object) -> date:
    """`YYYY-MM-DD` as text, as JSON carries days."""
    if not isinstance(raw, str) or not _DAY.fullmatch(raw):
        _refuse("not-a-day", N_('must be a day as text: "2026-02-10"'))
    return _calendar_day(raw)


def read_month(raw: object) -> date:
    """`YYYY-MM` as text; gives the first of the month. The calendar's last year is left free for reckoning onwards."""
    if not isinstance(raw, str) or not _MONTH.fullmatch(raw):
        _refuse("not-a-month", N_('must be a month as text: "2026-02"'))
    month = _calendar_day(f"{raw}-01")
    if month.year == date.max.year:
        _refuse("not-a-month", N_("is too late a month"))
    return month


def read_toml_day(raw: object) -> date:
    """A local date of TOML; a date with a time is none."""
    if type(raw) is not date:
        _refuse("not-a-day", N_("must be a day without quotes: 2019-06-01"))
    return raw


def read_count(raw: object) -> int:
    """A whole number from 1 to 1200 (a hundred years of months)."""
    if type(raw) is not int or not 1 <= raw <= 1200:
        _refuse("not-a-count", N_("must be a whole number from 1 to 1200"))
    return raw


def one_of(choices: Iterable[Choice]) -> Callable[[object], Choice]:
    """A reader for the values of an enumeration, or of some of its members."""
    known = {str(choice): choice for choice in choices}

    def read(raw: object) -> Choice:
        if not isinstance(raw, str) or raw not in known:
            raise Malformed("not-a-choice", Sentence(N_("must be one of: %(known)s"), {"known": ", ".join(known)}))
        return known[raw]

    return read


def _calendar_day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        _refuse("not-a-day", N_("is not in the calendar"))


def _refuse(code: str, msgid: str) -> NoReturn:
    raise Malformed(code, Sentence(msgid))
