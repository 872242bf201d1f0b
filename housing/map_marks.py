"""By what the markers and colours of a map are told apart. How well a flat fits a household joins them with the
ranking. Pure.
"""

from bisect import bisect_right
from decimal import Decimal
from enum import StrEnum


class MarkBy(StrEnum):
    """What the shape on a marker says."""

    STAGE = "stage"
    RENT = "rent"


# Euros a month: the same on every map, so that two of them can be compared. A band begins with its lower limit.
RENT_LIMITS = (Decimal(350), Decimal(450), Decimal(600))
PER_M2_LIMITS = (Decimal(5), Decimal(7), Decimal(9), Decimal(11))


def rent_band(monthly_rent: Decimal) -> int:
    """Which of the bands a rent lies in, from 0."""
    return bisect_right(RENT_LIMITS, monthly_rent)


def per_m2_level(per_m2: Decimal) -> int:
    """Which of the five colours what a square metre asks has, from 1."""
    return bisect_right(PER_M2_LIMITS, per_m2) + 1
