"""What is kept of both sides of an offer, in words."""

from decimal import Decimal

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from core.i18n import money, number, yes_no
from housing.words.homes import floor_words

FLAT_FACT_WORDS = {
    "size_m2": _l("Size"),
    "bedrooms": _l("Bedrooms"),
    "floor": _l("Floor"),
    "has_lift": _l("Lift"),
    "wheelchair": _l("A wheelchair gets in"),
    "quiet": _l("Quiet"),
    "deposit": _l("Deposit"),
}
HOUSEHOLD_FACT_WORDS = {
    "people": _l("People"),
    "children": _l("Children"),
    "needs_bedrooms": _l("Bedrooms needed"),
    "needs_step_free": _l("Cannot climb stairs"),
    "needs_wheelchair": _l("Needs a wheelchair"),
    "has_pet": _l("Has a pet"),
    "wants_quiet": _l("Wants it quiet"),
    "most_rent": _l("Most it can pay"),
}
_AMOUNTS = ("deposit", "most_rent")


def fact_words(name: str, value: str | int | bool | None) -> str:
    """One of them, as a page says it."""
    if value is None:
        return _("not known")
    if name == "size_m2":
        return _("%(size)s m²", size=value)
    if name == "floor":
        return floor_words(int(value))
    if name in _AMOUNTS:
        return money(Decimal(value))
    return yes_no(value) if isinstance(value, bool) else number(int(value))
