"""Euros: `Decimal` with two places in Python, whole cents in the database. No float touches money."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
MOST_LETTERS = 30  # of an amount as people write it

_GREEK = re.compile(r"\d{1,3}(?:\.\d{3})+(?:,\d{1,2})?|\d+(?:,\d{1,2})?")  # 1.234,50  1.234  450,5
_ENGLISH = re.compile(r"\d{1,3}(?:,\d{3})+\.\d{1,2}|\d+\.\d{1,2}")  # 1,234.50  450.5


def round_cents(amount: Decimal | Fraction) -> Decimal:
    """The amount rounded half up to the cent; negative amounts away from zero likewise."""
    if isinstance(amount, Fraction):
        sign = -1 if amount < 0 else 1
        cents = sign * int(abs(amount) * 100 + Fraction(1, 2))
        return Decimal(cents).scaleb(-2)
    return amount.quantize(CENT, rounding=ROUND_HALF_UP)


def to_cents(amount: Decimal) -> int:
    """Whole cents of an exact amount. Raises TypeError for anything but Decimal, ValueError for parts of a cent."""
    if not isinstance(amount, Decimal):
        raise TypeError(f"money is Decimal, not {type(amount).__name__}")
    exact = amount.scaleb(2)
    cents = int(exact)
    if cents != exact:
        raise ValueError(f"{amount} has parts of a cent")
    return cents


def from_cents(cents: int) -> Decimal:
    """`Decimal` with two places."""
    return Decimal(cents).scaleb(-2)


def total(amounts: Iterable[Decimal]) -> Decimal:
    """The sum, "0.00" of nothing."""
    return sum(amounts, ZERO)


def parse_amount(text: str) -> Decimal:
    """Read an amount as people in Greece write it: `450`, `450,50`, `1.234,50 €`, also `450.50`.

    A point before exactly three digits parts thousands. Raises ValueError when it is no amount.
    """
    if len(text) > MOST_LETTERS:
        raise ValueError(f"not an amount: {text[:MOST_LETTERS]!r}…")
    bare = text.replace("\N{NO-BREAK SPACE}", " ").strip().strip("€").strip()
    if bare.upper().endswith("EUR"):
        bare = bare[:-3].strip()
    if not bare.isascii():
        raise ValueError(f"not an amount: {text!r}")
    if _GREEK.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(",", ".")).quantize(CENT)
    if _ENGLISH.fullmatch(bare):
        return Decimal(bare.replace(",", "")).quantize(CENT)
    raise ValueError(f"not an amount: {text!r}")
