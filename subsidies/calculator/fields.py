"""Fields that only cases have: months, shares, residence statuses."""

import re
from datetime import date
from decimal import Decimal
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.forms import FIRST_YEAR, LAST_YEAR, MoneyField, TypedField
from core.i18n import decimal_sign
from subsidies.rules.scheme_facts import COVERED_WORDS
from subsidies.rules.values import MOST_OF_A_CASE

_SHARE = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,1000}))?")
_MONTH = re.compile(r"(?P<month>[0-9]{1,2})[/.-](?P<year>[0-9]{4})")


class AmountField(MoneyField):
    """Euros, as many as a case file may hold: nothing typed here is ever paid."""

    message = _l("Enter an amount such as 450 or 1,234.50")
    most = MOST_OF_A_CASE

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
