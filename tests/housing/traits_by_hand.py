"""Homes and filters as they may be, and what each filter means, over the rows themselves."""

from datetime import timedelta
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from housing.home import Condition, Furnished, Heating, RentCovers
from housing.models import Listing
from housing.search import Placing, Traits
from tests.support.rows import TODAY

A_DAY = timedelta(days=1)
ONE, TWO, THREE = Decimal("1.00"), Decimal("2.00"), Decimal("3.00")


def known(facts: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.none() | facts


FLOORS, DAYS = st.integers(-1, 3), st.dates(TODAY - 2 * A_DAY, TODAY + 2 * A_DAY)
EUROS, YEARS = st.sampled_from([ONE, TWO, THREE]), st.integers(1990, 1992)
HOMES = st.fixed_dictionaries(
    {
        "has_lift": known(st.booleans()), "floor": known(FLOORS), "top_floor": known(st.booleans()),
        "wheelchair": known(st.booleans()), "quiet": known(st.booleans()),
        "bathrooms": known(st.integers(0, 2)), "parking": known(st.integers(0, 2)), "year_built": known(YEARS),
        "furnished": known(st.sampled_from(Furnished)), "heating": known(st.sampled_from(Heating)),
        "condition": known(st.sampled_from(Condition)), "energy_class": known(st.sampled_from(["A", "B", "pending"])),
        "energy_certificate_expires_on": known(DAYS), "postal_code": st.sampled_from(["", "71202", "712 02", "71307"]),
        "place_precision": st.sampled_from(["pin", "place"]), "pets": known(st.booleans()),
        "winter_only": known(st.booleans()), "available_from": known(DAYS), "available_until": known(DAYS),
        "confirmed_on": DAYS, "rent_covers": known(st.sampled_from(RentCovers)), "common_charges": known(EUROS),
        "deposit": known(EUROS), "source": st.sampled_from(["", "telephone", "Τηλέφωνο"]),
    }
)  # fmt: skip
ASKED = {
    "has_lift": st.booleans(), "is_step_free": st.booleans(), "least_floor": FLOORS, "most_floor": FLOORS,
    "for_wheelchair": st.booleans(), "is_quiet": st.booleans(),
    "is_top_floor": known(st.booleans()), "least_bathrooms": st.integers(0, 2), "least_parking": st.integers(0, 2),
    "least_year_built": YEARS, "furnished": st.frozensets(st.sampled_from(Furnished)),
    "heating": st.frozensets(st.sampled_from(Heating)), "condition": st.frozensets(st.sampled_from(Condition)),
    "energy_classes": st.frozensets(st.sampled_from(["A", "B"])), "certified_on": DAYS,
    "postal_code": st.sampled_from(["", "7", "712", "71307"]), "placing": known(st.sampled_from(Placing)),
    "source": st.sampled_from(["", "telephone", "τηλ", "nobody"]), "allows_pets": st.booleans(),
    "all_year": st.booleans(), "available_on": DAYS, "confirmed_from": DAYS,
    "rent_covers": st.frozensets(st.sampled_from(RentCovers)), "most_charges": EUROS, "most_deposit": EUROS,
}  # fmt: skip
WANTED = st.lists(
    st.one_of(*(value.map(lambda value, name=name: (name, value)) for name, value in ASKED.items())), max_size=3
).map(lambda pairs: Traits(**dict(pairs)))


def at_least(figure: Any, least: Any) -> bool:
    return least is None or (figure is not None and figure >= least)


def at_most(figure: Any, most: Any) -> bool:
    return most is None or (figure is not None and figure <= most)


def one_of(fact: Any, wanted: Any) -> bool:
    return wanted is None or fact in wanted


def passes(listing: Listing, wanted: Traits) -> bool:
    """What the search means, over the rows themselves."""
    home, until = listing.dwelling, listing.available_until
    return all(
        [
            home.has_lift or not wanted.has_lift,
            home.has_lift or home.floor == 0 or not wanted.is_step_free,
            home.wheelchair or not wanted.for_wheelchair,
            home.quiet or not wanted.is_quiet,
            at_least(home.floor, wanted.least_floor),
            at_most(home.floor, wanted.most_floor),
            wanted.is_top_floor is None or home.top_floor is wanted.is_top_floor,
            at_least(home.bathrooms, wanted.least_bathrooms),
            at_least(home.parking, wanted.least_parking),
            at_least(home.year_built, wanted.least_year_built),
            one_of(home.furnished, wanted.furnished),
            one_of(home.heating, wanted.heating),
            one_of(home.condition, wanted.condition),
            one_of(home.energy_class, wanted.energy_classes),
            at_least(home.energy_certificate_expires_on, wanted.certified_on),
            home.postal_code.replace(" ", "").startswith(wanted.postal_code),
            wanted.placing is None or home.is_roughly_placed is (wanted.placing is Placing.ROUGH),
            wanted.source in ("", "telephone" if listing.source == "telephone" else "τηλ" if listing.source else ""),
            listing.pets or not wanted.allows_pets,
            not (listing.winter_only and wanted.all_year),
            at_most(listing.available_from, wanted.available_on),
            wanted.available_on is None or until is None or until >= wanted.available_on,
            at_least(listing.confirmed_on, wanted.confirmed_from),
            one_of(listing.rent_covers, wanted.rent_covers),
            at_most(listing.charges_on_top, wanted.most_charges),
            at_most(listing.deposit, wanted.most_deposit),
        ]
    )
