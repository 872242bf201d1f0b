"""How a flat fits, in a word. Pure."""

from enum import StrEnum


class Verdict(StrEnum):
    """The best first."""

    FITS = "fits"
    NEARLY = "nearly"  # one limit broken
    NO = "no"


MOST_BROKEN = len(Verdict) - 1  # limits that are told apart; of more it is none the worse
_BY_BROKEN = tuple(Verdict)


def verdict_on(broken: int) -> Verdict:
    """By how many limits are broken."""
    return _BY_BROKEN[min(broken, MOST_BROKEN)]
