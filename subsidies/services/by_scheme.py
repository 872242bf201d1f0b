"""What the scheme would bring beside what was given: for who decides to see it. It never changes what was given."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from core.money import ZERO, total
from core.text import N_, Sentence
from subsidies.models import Instalment, SchemeVersion
from subsidies.rules.case import Kind
from subsidies.rules.case_file import CaseError, read_case
from subsidies.rules.schedule import quote
from subsidies.rules.taken_over import Slot
from subsidies.services.empty_months import EmptyMonth
from subsidies.services.schemes import load_scheme

NOTHING_DUE = Sentence(N_("By the scheme nothing would be paid."))
NOT_GIVEN = N_("nothing was given; by the scheme it would be %(amount)s")
NO_ONE_OFF = N_("no one-off was given; by the scheme it would be %(amount)s")


@dataclass(frozen=True, slots=True)
class ByScheme:
    """What the scheme would bring for each month; `why_none` where it brings nothing or cannot be reckoned."""

    amounts: Mapping[Slot, Decimal]
    why_none: Sentence | None = None

    def of(self, kind: str, month: date) -> Decimal | None:
        """None where it brings nothing at all. There is one one-off, whatever its month."""
        if self.why_none is not None:
            return None
        if kind == Kind.ONE_OFF:
            return total(amount for (other, _), amount in self.amounts.items() if other == kind)
        return self.amounts.get((Kind(kind), month), ZERO)

    def besides(self, given: Iterable[Slot]) -> Iterator[tuple[Kind, date, Decimal]]:
        """What it would bring and nobody gave."""
        slots = set(given)
        has_one_off = any(kind == Kind.ONE_OFF for kind, _ in slots)
        for (kind, month), amount in self.amounts.items():
            if (kind, month) not in slots and not (kind == Kind.ONE_OFF and has_one_off):
                yield kind, month, amount


def reckon_by_scheme(version: SchemeVersion, case: Mapping[str, Any]) -> ByScheme:
    """What the version would bring for a case, had nobody paid anything."""
    scheme = load_scheme(version)
    try:
        answer = quote(scheme, read_case({**case, "paid": []}, {scheme.key: scheme}))
    except CaseError as error:
        why = N_("It cannot be reckoned by the scheme: %(why)s")
        return ByScheme({}, Sentence(why, {"why": error.sentence}))
    if answer.reasons:
        return ByScheme({}, reduce(_and, (reason.sentence for reason in answer.reasons), NOTHING_DUE))
    return ByScheme({(row.kind, row.month): row.payable for row in answer.instalments})


def rows_beside(given: Iterable[Instalment], by_scheme: ByScheme) -> list[Instalment | EmptyMonth]:
    """The rows of a schedule as it was given, and the months for which only the scheme would bring something."""
    rows = list(given)
    besides = by_scheme.besides((Kind(row.kind), row.month) for row in rows)
    missing = [EmptyMonth(month, (_missing(kind, amount),)) for kind, month, amount in besides]
    return sorted([*rows, *missing], key=lambda row: row.month)


def _missing(kind: Kind, amount: Decimal) -> Sentence:
    return Sentence(NO_ONE_OFF if kind is Kind.ONE_OFF else NOT_GIVEN, {"amount": amount})


def _and(first: Sentence, second: Sentence) -> Sentence:
    return Sentence("%(first)s %(second)s", {"first": first, "second": second})
