"""What the rows of an award say together: what cannot be, and what somebody should look at."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from core.dates import DAY, first_of_month
from core.importing.findings import Fault
from core.money import ZERO
from core.text import N_, Sentence
from subsidies.importing.award import AwardRow, by_household
from subsidies.rules.taken_over import Slot

_OF_ALL = {  # by the field of the file
    "scheme": "scheme",
    "decided_on": "decided_on",
    "starts_on": "starts_on",
    "last_day": "ends_on",
    "to_landlord": "to_landlord",
}
_OTHERWISE = N_("Row %(row)s of this household says otherwise.")
_SAME_MONTH = N_("Row %(row)s gives another amount, or another payment, for %(month)s.")
_ONE_OFF_TWICE = N_("Row %(row)s is the one-off of this household already: it is paid once.")
_NOTHING_PAID = Sentence(N_("Every amount of this household is 0: there is nothing to take over."))
_BEFORE_START = N_("%(month)s is over before the award begins, on %(day)s.")
_AFTER_END = N_("%(month)s begins after the award ends, on %(day)s.")
_NOTHING_SAID = Sentence(
    N_(
        "No column says what was paid, such as “Paid on” or “Paid until”: runs would pay all of this award."
        " Was nothing of it paid yet?"
    )
)
_PAST_UNPAID = N_("%(month)s is over and is not said to be paid: the next run would pay it. Is it still to be paid?")


def faults_of(rows: Iterable[AwardRow]) -> Iterator[Fault]:
    """What contradicts an earlier row, or the days of the award."""
    for of_one in by_household(rows).values():
        yield from _contradictions(of_one)
        yield from _twice(of_one)
        yield from _outside(of_one)
        if all(row.given.amount == ZERO for row in of_one):
            yield Fault(of_one[0].row, of_one[0].field("amount"), "nothing-paid", _NOTHING_PAID)


def doubts_of_payments(rows: Sequence[AwardRow]) -> Iterator[Fault]:
    """What is possible of one household, and would cost money twice where it is not so."""
    if not rows[0].says_what_is_paid:
        yield Fault(rows[0].row, "", "nothing-said-of-payments", _NOTHING_SAID)
        return
    for row in rows:
        if row.given.month < first_of_month(row.came_on) and not row.is_paid and row.given.amount > ZERO:
            sentence = Sentence(_PAST_UNPAID, {"month": row.month_words})
            yield Fault(row.row, row.field("paid_on"), "past-unpaid", sentence)


def first_said(rows: Iterable[AwardRow], name: str) -> object:
    """What the first of the rows that says it says of their award."""
    return next((said for row in rows if (said := getattr(row, name)) is not None), None)


def _contradictions(rows: Iterable[AwardRow]) -> Iterator[Fault]:
    first: dict[str, AwardRow] = {}
    for row in rows:
        for field, name in _OF_ALL.items():
            if getattr(row, name) is not None:
                other = first.setdefault(name, row)
                if getattr(other, name) != getattr(row, name):
                    yield Fault(row.row, field, "otherwise", Sentence(_OTHERWISE, {"row": other.row}))


def _twice(rows: Iterable[AwardRow]) -> Iterator[Fault]:
    first: dict[Slot, AwardRow] = {}
    one_off: AwardRow | None = None
    for row in rows:
        other = first.setdefault(row.slot, row)
        if other is not row:
            sentence = Sentence(_SAME_MONTH, {"row": other.row, "month": row.month_words})
            yield Fault(row.row, row.field("month"), "same-month", sentence)
        elif row.is_one_off and one_off is not None:
            sentence = Sentence(_ONE_OFF_TWICE, {"row": one_off.row})
            yield Fault(row.row, row.field("kind"), "one-off-twice", sentence)
        elif row.is_one_off:
            one_off = row


def _outside(rows: list[AwardRow]) -> Iterator[Fault]:
    starts_on, ends_on = first_said(rows, "starts_on"), first_said(rows, "ends_on")
    for row in rows:
        if row.given.amount == ZERO:
            continue
        if isinstance(starts_on, date) and row.given.month < first_of_month(starts_on):
            sentence = Sentence(_BEFORE_START, {"month": row.month_words, "day": starts_on})
            yield Fault(row.row, row.field("month"), "before-start", sentence)
        if isinstance(ends_on, date) and row.given.month >= ends_on:
            sentence = Sentence(_AFTER_END, {"month": row.month_words, "day": ends_on - DAY})
            yield Fault(row.row, row.field("month"), "after-end", sentence)
