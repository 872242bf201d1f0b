"""What several flats are like, row by row, so that they can be read side by side."""

from collections.abc import Callable, Sequence

from flask_babel import gettext as _

from core.i18n import day, money, yes_no
from housing.home import COVERS_CHARGES
from housing.models import Listing
from housing.services.ranking.costs import MonthlyFigures
from housing.words.homes import CONDITION_WORDS, FURNISHED_WORDS, HEATING_WORDS, energy_words, floor_words

Row = tuple[str, list[str | None]]  # the words of a fact, and what is known of it for each flat


def money_rows(listings: Sequence[Listing], figures: Sequence[MonthlyFigures]) -> list[Row]:
    """What each asks a month and what the programme would pay of it."""
    return _rows(
        (_("Rent, a month"), [money(listing.monthly_rent) for listing in listings]),
        (_("Common charges, a month"), [_charges(listing) for listing in listings]),
        (_("The programme pays"), [_known(one.monthly_subsidy, money) for one in figures]),
        (_("Deposit"), [_known(listing.deposit, money) for listing in listings]),
    )


def home_rows(listings: Sequence[Listing]) -> list[Row]:
    """What each is like; of what nobody knows of any there is no row."""
    homes = [listing.dwelling for listing in listings]
    return _rows(
        (_("Place"), [listing.place or None for listing in listings]),
        (_("Size"), [_known(home.size_m2, lambda size: _("%(size)s m²", size=size)) for home in homes]),
        (_("Bedrooms"), [_known(home.bedrooms, str) for home in homes]),
        (_("Floor"), [_known(home.floor, floor_words) for home in homes]),
        (_("Lift"), [_known(home.has_lift, yes_no) for home in homes]),
        (_("For a wheelchair"), [_known(home.wheelchair, yes_no) for home in homes]),
        (_("Quiet"), [_known(home.quiet, yes_no) for home in homes]),
        (_("Furnished"), [_known(home.furnished, FURNISHED_WORDS.get) for home in homes]),
        (_("Heating"), [_known(home.heating, HEATING_WORDS.get) for home in homes]),
        (_("Condition"), [_known(home.condition, CONDITION_WORDS.get) for home in homes]),
        (_("Energy class"), [_known(home.energy_class, energy_words) for home in homes]),
        (_("Pets, by the advert"), [_known(listing.pets, yes_no) for listing in listings]),
        (_("Available from"), [_known(listing.available_from, day) for listing in listings]),
    )


def _charges(listing: Listing) -> str | None:
    return _("in the rent") if listing.rent_covers in COVERS_CHARGES else _known(listing.common_charges, money)


def _known(value: object, words: Callable[..., object]) -> str | None:
    return None if value is None else str(words(value))


def _rows(*rows: Row) -> list[Row]:
    return [row for row in rows if any(row[1])]
