"""Single values of cases and scheme files: read strictly, or refused with a code and what would be right."""

import re
from collections.abc import Callable, Iterable, Mapping
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from core.money import CENT
from core.text import N_, Sentence
from subsidies.rules.shown import cut, shown

_MONEY = re.compile(r"[0-9]+\.[0-9]{2}")
_NUMBER = re.compile(r"[0-9]+(?:\.[0-9]+)?")
_EUROS = re.compile(r"(?P<euros>[0-9]{1,20})(?:\.(?P<cents>[0-9]{0,2}))?")
_GROUPED = re.compile(r"(?P<euros>[0-9]{1,3}(?:[., ][0-9]{3})+)[.,](?P<cents>[0-9]{2})")
_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MONTH = re.compile(r"[0-9]{4}-[0-9]{2}")

# Euros: sums of amounts up to this stay exact in Decimal's 28 places.
MOST_OF_A_CASE = Decimal(10) ** 20 - CENT

# Shares are reckoned with exactly: each place more is paid for on every day of an award.
_MOST_PLACES = 1000

MALFORMED = "malformed"

Choice = TypeVar("Choice", bound=StrEnum)


class Malformed(Exception):
    """A value that cannot be what it stands for; `allowed` says what would be right. Only a case tells its code."""

    def __init__(self, msgid: str, values: Mapping[str, object] | None = None, *, code: str = MALFORMED) -> None:
        super().__init__(msgid)
        self.code = code
        self.allowed = Sentence(msgid, values or {})


def read_text(raw: object) -> str:
    if not isinstance(raw, str):
        raise Malformed(N_("it must be text in double quotes"), code="not-text")
    return raw


def read_name(raw: object) -> str:
    """Text that may not be blank."""
    if not read_text(raw).strip():
        raise Malformed(N_("it must not be blank"))
    return str(raw)


def read_bool(raw: object) -> bool:
    if not isinstance(raw, bool):
        raise Malformed(N_("it must be true or false, without quotes"), code="not-boolean")
    return raw


def read_money(raw: object) -> Decimal:
    """Euros with two decimals, as text. A number is no money: it may have been a float on its way."""
    if not isinstance(raw, str):
        example = {"example": _money_meant(raw)}
        raise Malformed(
            N_('it must be an amount with two decimals in quotes, such as "%(example)s"'), example, code="not-money"
        )
    if _is_negative(raw):
        raise Malformed(N_('it must not be below "0.00"'), code="not-money")
    if not _MONEY.fullmatch(raw):
        example = {"example": _money_meant(raw)}
        raise Malformed(
            N_('it must be digits, a point and two decimals, such as "%(example)s"'), example, code="not-money"
        )
    amount = Decimal(raw)
    if amount > MOST_OF_A_CASE:
        raise Malformed(N_("it must have no more than 20 digits before the point"), code="not-money")
    return amount


def read_share(raw: object) -> Decimal:
    """A decimal number from 0 to 1, as text."""
    return _share(raw, N_("it must be from 0 to 1"))


def read_share_above_zero(raw: object) -> Decimal:
    """A decimal number above 0 and not above 1, as text."""
    bounds = N_("it must be above 0 and at most 1")
    share = _share(raw, bounds)
    if share == 0:
        raise Malformed(bounds, code="not-a-share")
    return share


def read_day(raw: object) -> date:
    """`YYYY-MM-DD` as text, as JSON carries days."""
    if not isinstance(raw, str) or not _DAY.fullmatch(raw):
        raise Malformed(N_('it must be a day, year first, in quotes, such as "2026-02-10"'), code="not-a-day")
    return _calendar_day(raw, "not-a-day", N_("there is no such day"))


def read_month(raw: object) -> date:
    """`YYYY-MM` as text; gives the first of the month. The calendar's last year is left free for reckoning onwards."""
    if not isinstance(raw, str) or not _MONTH.fullmatch(raw):
        raise Malformed(N_('it must be a month, year first, in quotes, such as "2026-02"'), code="not-a-month")
    month = _calendar_day(f"{raw}-01", "not-a-month", N_("there is no such month"))
    if month.year == date.max.year:
        raise Malformed(N_("it must be before the year %(year)s"), {"year": str(month.year)}, code="not-a-month")
    return month


def read_toml_day(raw: object) -> date:
    """A local date of TOML; a date with a time is none."""
    if type(raw) is date:
        return raw
    if isinstance(raw, datetime):
        example = {"example": raw.date().isoformat()}
        raise Malformed(N_("it must be a day without a time: %(example)s"), example)
    example = {"example": raw if isinstance(raw, str) and _DAY.fullmatch(raw) else "2019-06-01"}
    raise Malformed(N_("it must be a day, year first and without quotes, such as %(example)s"), example)


def read_count(raw: object) -> int:
    """A whole number from 1 to 1200 (a hundred years of months)."""
    if isinstance(raw, str):
        raise Malformed(N_("it must be a whole number without quotes, from 1 to 1200"))
    if type(raw) is not int or not 1 <= raw <= 1200:
        raise Malformed(N_("it must be a whole number from 1 to 1200"))
    return raw


def one_of(choices: Iterable[Choice]) -> Callable[[object], Choice]:
    """A reader for the values of an enumeration, or of some of its members."""
    known = {str(choice): choice for choice in choices}

    def read(raw: object) -> Choice:
        if not isinstance(raw, str) or raw not in known:
            raise Malformed(N_("allowed here: %(known)s"), {"known": ", ".join(known)}, code="not-a-choice")
        return known[raw]

    return read


def _share(raw: object, bounds: str) -> Decimal:
    if not isinstance(raw, str):
        example = {"example": _share_meant(raw)}
        raise Malformed(N_('it must be a decimal number in quotes, such as "%(example)s"'), example, code="not-a-share")
    if _is_negative(raw):
        raise Malformed(bounds, code="not-a-share")
    if not _NUMBER.fullmatch(raw):
        example = {"example": _share_meant(raw)}
        raise Malformed(
            N_('it must be digits, with a point between them, such as "%(example)s"'), example, code="not-a-share"
        )
    if len(raw.partition(".")[2]) > _MOST_PLACES:
        raise Malformed(N_("it must have no more than 1000 digits after the point"), code="not-a-share")
    share = Decimal(raw)
    if share > 1:
        raise Malformed(bounds, code="not-a-share")
    return share


def _calendar_day(text: str, code: str, problem: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise Malformed(problem, code=code) from None


def _is_negative(text: str) -> bool:
    return text.startswith("-") and _NUMBER.fullmatch(text[1:]) is not None


def _money_meant(raw: object) -> str:
    """The amount that somebody who wrote this may have meant, written as it must be."""
    digits = _digits(raw)
    found = _GROUPED.fullmatch(digits) or _EUROS.fullmatch(digits.replace(",", "."))
    if found is None:
        return "450.00"
    return f"{re.sub('[., ]', '', found['euros'])}.{found['cents'] or '':0<2}"


def _share_meant(raw: object) -> str:
    """The share that somebody who wrote this may have meant."""
    digits = _digits(raw).replace(",", ".")
    return digits if _NUMBER.fullmatch(digits) and 0 < Decimal(digits) <= 1 else "0.5"


def _digits(raw: object) -> str:
    """What was written without quotes, blanks around it and the sign of the euro; what is long stays incomplete."""
    return cut((raw if isinstance(raw, str) else shown(raw)).strip("€ \n"))
