"""How an amount came about, in sentences that can be reckoned after."""

from collections.abc import Iterator
from decimal import Decimal

from core.money import round_cents
from core.text import N_, Sentence
from subsidies.rules.quote import Part
from subsidies.rules.scheme import Proration


def month_because(proration: Proration, parts: tuple[Part, ...], amount: Decimal) -> Iterator[Sentence]:
    """Days, table, size and cap of a month, and the arithmetic. What holds for several parts is said once."""
    yield _payable(proration, parts)
    said: list[Sentence] = []
    for part in parts:
        new = [sentence for sentence in part.entitlement.because if sentence not in said]
        said += new
        yield from new
        if len(parts) > 1:
            yield _stretch(part)
    if len(parts) > 1:
        yield Sentence(N_("together %(amount)s, rounded once"), {"amount": amount})
    elif parts[0].days != parts[0].of:
        yield _fraction(parts[0], amount)


def _payable(proration: Proration, parts: tuple[Part, ...]) -> Sentence:
    if proration is Proration.WHOLE:
        return Sentence(N_("a month with a payable day counts in full, as on the first of them"))
    days = {"n": sum(part.days for part in parts), "of": parts[0].of}
    return Sentence.counted(days["n"], "%(n)s of %(of)s days is payable", "%(n)s of %(of)s days are payable", days)


def _stretch(part: Part) -> Sentence:
    values = {"entitlement": round_cents(part.entitlement.amount)}
    return Sentence.counted(
        part.days, "%(n)s day at %(entitlement)s a month", "%(n)s days at %(entitlement)s a month", values
    )


def _fraction(part: Part, amount: Decimal) -> Sentence:
    values = {"monthly": round_cents(part.entitlement.amount), "days": part.days, "of": part.of, "amount": amount}
    return Sentence(N_("%(monthly)s × %(days)s / %(of)s = %(amount)s"), values)
