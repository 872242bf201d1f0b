"""What a home is like, in words, for pages."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext

from housing.home import Condition, Furnished, Heating, RentCovers
from housing.models import Dwelling
from housing.occupancy import VoidReason

HEATING_WORDS = {
    Heating.AUTONOMOUS: _l("autonomous"),
    Heating.CENTRAL: _l("central"),
    Heating.NATURAL_GAS: _l("natural gas"),
    Heating.HEAT_PUMP: _l("heat pump"),
    Heating.ELECTRIC: _l("electric"),
    Heating.STOVE: _l("stove or fireplace"),
    Heating.NONE: _l("no heating"),
}
ENERGY_WORDS = {
    "A+": _l("A+"),
    "A": _l("A"),
    "B+": _l("B+"),
    "B": _l("B"),
    "C": _l("C"),
    "D": _l("D"),
    "E": _l("E"),
    "Z": _l("Z"),
    "H": _l("H"),
    "pending": _l("pending"),
}
CONDITION_WORDS = {
    Condition.NEW: _l("newly built"),
    Condition.RENOVATED: _l("renovated"),
    Condition.GOOD: _l("good"),
    Condition.NEEDS_REPAIR: _l("needs repair"),
}
FURNISHED_WORDS = {
    Furnished.FULLY: _l("fully"),
    Furnished.PARTLY: _l("partly"),
    Furnished.NO: _l("no"),
}
RENT_COVERS_WORDS = {
    RentCovers.RENT: _l("the home alone"),
    RentCovers.CHARGES: _l("the common charges too"),
    RentCovers.BILLS: _l("the common charges, electricity and water too"),
}

VOID_WORDS = {
    VoidReason.REPAIRS: _l("repairs"),
    VoidReason.OWN_USE: _l("the owner lives there"),
    VoidReason.VISITORS: _l("let to visitors"),
    VoidReason.NO_SUPPLY: _l("no electricity or water"),
    VoidReason.DISPUTE: _l("heirs, a court or an auction"),
    VoidReason.OTHER: _l("something else"),
}


def energy_words(energy_class: str) -> str:
    """The class as certificates write it, in the reader's letters; one that is still to come is said in words."""
    return str(ENERGY_WORDS[energy_class])


def floor_words(floor: int) -> str:
    """`floor 3`, `ground floor`, `basement`, in the reader's language."""
    if floor < 0:
        return _("basement")
    if floor == 0:
        return _("ground floor")
    return _("floor %(n)s", n=floor)


def home_facts(dwelling: Dwelling) -> str:
    """Size, bedrooms, floor and lift in one line, as far as they are known."""
    parts = []
    if dwelling.size_m2 is not None:
        parts.append(_("%(size)s m²", size=dwelling.size_m2))
    if dwelling.bedrooms is not None:
        parts.append(ngettext("%(num)s bedroom", "%(num)s bedrooms", dwelling.bedrooms))
    if dwelling.floor is not None:
        parts.append(floor_words(dwelling.floor))
    if dwelling.has_lift:
        parts.append(_("lift"))
    return ", ".join(parts)


def parking_words(places: int) -> str:
    """`no`, `1 place`, `2 places`."""
    return ngettext("%(num)s place", "%(num)s places", places) if places else _("no")
