"""Euros: `Decimal` with two places in Python, whole cents in the database. No float touches money."""

import re
from collections.abc import Iterable
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

CENT = Decimal("0.01")
ZERO = Decimal("0.00")
MOST_EUROS = Decimal(1_000_000)  # of one amount that people write: more is a slip of the finger
MOST_LETTERS = 30  # of an amount as people write it

_EUROS = r"€|eur|euros?|ευρ[ώω]"
_AMOUNT = re.compile(rf"(?:{_EUROS})?\s*([0-9][0-9., ]*?)(?:[,.][-–—]+)?\s*(?:{_EUROS})?", re.IGNORECASE)  # € 450,-
_GREEK = re.compile(r"\d{1,3}(?:(?:\.\d{3})+|(?: \d{3})+)(?:,\d{1,2})?|\d+(?:,\d{1,2})?")  # 1.234,50  1 234  450,5
_ENGLISH = re.compile(r"\d{1,3}(?:(?:,\d{3})+|(?: \d{3})+)\.\d{1,2}|\d+\.\d{1,2}")  # 1,234.50  450.5
# What other programs put into figures: blanks that do not break, and marks of direction, which nobody sees.
_UNSEEN = {
    **dict.fromkeys(map(ord, "\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"), " "),
    **dict.fromkeys((0x061C, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)), ""),
}


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
    """Read an amount as people in Greece write it: `450`, `450,50`, `1.234,50 €`, `450,- ευρώ`, also `450.50`.

    A point before exactly three digits parts thousands, and so may a blank. Raises ValueError when it is no amount.
    """
    if len(text) > MOST_LETTERS:
        raise ValueError(f"not an amount: {text[:MOST_LETTERS]!r}…")
    found = _AMOUNT.fullmatch(text.translate(_UNSEEN).strip())
    bare = found[1] if found else ""
    if _GREEK.fullmatch(bare):
        return Decimal(bare.replace(".", "").replace(" ", "").replace(",", ".")).quantize(CENT)
    if _ENGLISH.fullmatch(bare):
        return Decimal(bare.replace(",", "").replace(" ", "")).quantize(CENT)
    raise ValueError(f"not an amount: {text!r}")


def as_typed(amount: Decimal) -> str:
    """Cents and all, as one would type it and `parse_amount` reads it: `1234,50`."""
    cents = to_cents(amount)
    return f"{cents // 100},{cents % 100:02d}"
