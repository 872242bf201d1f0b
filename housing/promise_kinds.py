"""What centres and landlords promise each other, and who has to keep it: few codes. Pure.

That a home is kept until a day is a hold, and no promise beside it.
"""

from collections.abc import Mapping
from enum import StrEnum


class Side(StrEnum):
    """Who has promised it, to the other."""

    OFFICE = "office"
    LANDLORD = "landlord"


class PromiseKind(StrEnum):
    DEPOSIT = "deposit"  # a guarantee for it
    REPAIRS_PAID = "repairs-paid"
    RENT_BY_DAY = "rent-by-day"  # it is there by a day of the month
    INTERPRETER = "interpreter"
    OFFICE_OTHER = "office-other"
    FURNITURE = "furniture"
    REPAIRS = "repairs"
    RENT_FIXED = "rent-fixed"
    LANDLORD_OTHER = "landlord-other"


SIDES: Mapping[PromiseKind, Side] = {
    PromiseKind.DEPOSIT: Side.OFFICE,
    PromiseKind.REPAIRS_PAID: Side.OFFICE,
    PromiseKind.RENT_BY_DAY: Side.OFFICE,
    PromiseKind.INTERPRETER: Side.OFFICE,
    PromiseKind.OFFICE_OTHER: Side.OFFICE,
    PromiseKind.FURNITURE: Side.LANDLORD,
    PromiseKind.REPAIRS: Side.LANDLORD,
    PromiseKind.RENT_FIXED: Side.LANDLORD,
    PromiseKind.LANDLORD_OTHER: Side.LANDLORD,
}
NEEDS_WORDS = (PromiseKind.OFFICE_OTHER, PromiseKind.LANDLORD_OTHER)
