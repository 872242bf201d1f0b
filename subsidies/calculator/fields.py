"""Fields that only cases have: months, shares, residence statuses."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.forms import FIRST_YEAR, LAST_YEAR, MoneyField, TypedField
from core.i18n import decimal_sign
from core.money import parse_amount
from core.signs import MINUS
from subsidies.rules.scheme_facts import COVERED_WORDS

_TOO_MUCH = Decimal(10) ** 20
_THREE_DECIMALS = re.compile(r"[0-9.,]*[.,][0-9]{3,}")
_SHARE = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,1000}))?")
_MONTH = re.compile(r"(?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")


class AmountField(MoneyField):
    """Euros, as many as a case file may hold: nothing typed here is ever paid."""

    message = _l("Enter an amount such as 450 or 1,234.50")

    def parse(self, text: str) -> Decimal:
        amount = parse_amount(text)
        if amount >= _TOO_MUCH:
            raise ValueError
        return amount

    def explain(self, text: str) -> Any:
        if text.startswith(("-", MINUS)):
            return _l("An amount is not below zero")
        if _THREE_DECIMALS.fullmatch(text.rstrip(" €\N{NO-BREAK SPACE}")):
            return _l("Euros have two decimals: enter an amount such as 1234 or 1,234.50")
        return self.message

    def show(self, value: Decimal) -> str:
        return super().show(value).replace(",", decimal_sign())


class MonthField(TypedField):
    """A month typed as 11/2026; its first day in code."""

    message = _l("Enter a month such as 11/2026")

    def parse(self, text: str) -> date:
        typed = _MONTH.fullmatch(text)
        month = date(int(typed["year"]), int(typed["month"]), 1) if typed else date.fromisoformat(f"{text}-01")
        if not FIRST_YEAR <= month.year <= LAST_YEAR:
            raise ValueError
        return month

    def show(self, value: date) -> str:
        return value.strftime("%m/%Y")


class ShareField(TypedField):
    """A part of the whole, above 0 and at most 1, as precise as somebody types it."""

    message = _l("Enter a part of the whole such as 1 or 0.5")

    def parse(self, text: str) -> Decimal:
        typed = _SHARE.fullmatch(text)
        if typed is None:
            raise ValueError
        share = Decimal(text.replace(",", "."))
        if not 0 < share <= 1:
            raise ValueError
        return share

    def explain(self, text: str) -> Any:
        return _l("It is above 0 and at most 1") if _SHARE.fullmatch(text) else self.message

    def show(self, value: Decimal) -> str:
        return f"{value:f}".replace(".", decimal_sign())


class StatusField(SelectField):
    """One of the residence statuses that schemes name, or whatever another one a case file says."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        covered = [SelectChoice(status, _l(words)) for status, words in COVERED_WORDS.items()]
        self._known = [SelectChoice("", _l("Not asked")), *covered, SelectChoice("other", _l("another one"))]
        super().__init__(label, choices=self._known, coerce=_status, validate_choice=False, **kwargs)

    def process(self, *args: Any, **kwargs: Any) -> None:
        super().process(*args, **kwargs)
        if self.data and self.data not in [choice.value for choice in self._known]:
            self.choices = [*self._known, SelectChoice(self.data, self.data)]


def _status(value: object) -> str | None:
    return str(value) if value else None
