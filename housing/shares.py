"""Shares of a home, in millionths. Pure."""

import re
from collections.abc import Iterable
from decimal import Decimal

from core.errors import Refused
from core.text import N_, Factor, Sentence

WHOLE = 1_000_000
_PERCENT = WHOLE // 100
_WRITTEN = re.compile(r"([0-9]{1,3})(?:[.,]([0-9]{1,4}))?\s*%?")


def read_share(text: str) -> int:
    """A share as a deed says it: 50, 33,3333 or 12.5 %. Raises ValueError when it is none."""
    written = _WRITTEN.fullmatch(text.strip())
    if not written:
        raise ValueError(f"not a share: {text!r}")
    share = int(written[1]) * _PERCENT + int((written[2] or "").ljust(4, "0"))
    if not 0 < share <= WHOLE:
        raise ValueError(f"not a share: {text!r}")
    return share


def in_percent(share: int) -> Factor:
    """The share in hundredths of the whole, without zeros at its end."""
    return Factor((Decimal(share) / _PERCENT).normalize())


def check_whole(shares: Iterable[int]) -> None:
    """Refuse shares that make more or less than the whole home; none at all means that nobody has asked."""
    given = list(shares)
    if given and sum(given) != WHOLE:
        sentence = N_("The shares make %(sum)s %% together: they must make 100 %%.")
        raise Refused(Sentence(sentence, {"sum": in_percent(sum(given))}), field="shares")
