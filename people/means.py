"""Amounts of a month and of a year, added up. Pure."""

from collections.abc import Iterable
from decimal import Decimal
from fractions import Fraction

from core.money import round_cents

MONTHS = 12

Amount = tuple[Decimal, bool]  # euros, and whether they are for a year


def monthly_sum(amounts: Iterable[Amount]) -> Decimal:
    """What they come to in a month, exact and rounded once."""
    return round_cents(
        sum((Fraction(euros) / (MONTHS if is_yearly else 1) for euros, is_yearly in amounts), Fraction())
    )
