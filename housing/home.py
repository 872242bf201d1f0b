"""What portals say of a home and its rent beyond figures, and what is paid for it each month. Pure."""

from decimal import Decimal
from enum import StrEnum

from core.money import ZERO


class Heating(StrEnum):
    """How the home is warmed, as Greek portals part it: by who decides when it is warm, or by what warms it."""

    AUTONOMOUS = "autonomous"
    CENTRAL = "central"
    NATURAL_GAS = "natural-gas"
    HEAT_PUMP = "heat-pump"
    ELECTRIC = "electric"
    STOVE = "stove"
    NONE = "none"


class Condition(StrEnum):
    """The state it is in."""

    NEW = "new"
    RENOVATED = "renovated"
    GOOD = "good"
    NEEDS_REPAIR = "needs-repair"


class Furnished(StrEnum):
    """How much furniture stands in it."""

    FULLY = "fully"
    PARTLY = "partly"
    NO = "no"


class RentCovers(StrEnum):
    """How much of what a home costs each month is within its rent. Each covers what stands before it too."""

    RENT = "rent"  # the common charges and the bills come on top
    CHARGES = "charges"  # the common charges as well
    BILLS = "bills"  # the common charges, and electricity and water


COVERS_CHARGES = (RentCovers.CHARGES, RentCovers.BILLS)


def charges_on_top(common_charges: Decimal | None, covers: RentCovers | None) -> Decimal | None:
    """What is paid for common charges besides the rent: nothing when the rent covers them; None is not known."""
    return ZERO if covers in COVERS_CHARGES else common_charges
