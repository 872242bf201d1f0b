"""What can be right but rarely is: warnings for a person to look at."""

from collections.abc import Iterator
from decimal import Decimal

from core.text import N_, Sentence
from housing.home import RentCovers
from housing.importing.advert import AdvertRow, Fault
from maps.distance import Point
from maps.region import REGION

# Asking rents in Greece lie between some 4 and 25 euros for a square metre; in villages and for rooms beyond that.
LEAST_RENT, MOST_RENT = Decimal(100), Decimal(3000)
LEAST_RENT_PER_M2, MOST_RENT_PER_M2 = Decimal(2), Decimal(40)


def doubts(advert: AdvertRow) -> Iterator[Fault]:
    """Each thing about the advert that a person should look at."""
    rent = _doubt_of_rent(advert)
    if rent:
        yield Fault(advert.row, "monthly_rent", "unlikely-rent", rent)
    if advert.common_charges and advert.rent_covers in (RentCovers.CHARGES, RentCovers.BILLS):
        sentence = N_("Common charges of %(charges)s are named, and the rent covers them: they are not added to it.")
        facts = {"charges": advert.common_charges}
        yield Fault(advert.row, "common_charges", "counted-once", Sentence(sentence, facts))
    if (
        advert.latitude is not None
        and advert.longitude is not None
        and Point(advert.latitude, advert.longitude) not in REGION.box
    ):
        sentence = N_("The place is outside the region. Are latitude and longitude in the right columns?")
        yield Fault(advert.row, "latitude", "outside-region", Sentence(sentence))


def _doubt_of_rent(advert: AdvertRow) -> Sentence | None:
    """A thousands point that was lost makes 1,100 into 1.1; a yearly figure is twelve times too high."""
    rent, size = advert.monthly_rent, advert.size_m2
    per_m2 = rent / size if size else None
    facts: dict[str, object] = {"rent": rent, "size": size or "?"}
    if rent < LEAST_RENT or (per_m2 is not None and per_m2 < LEAST_RENT_PER_M2):
        return Sentence(
            N_("A monthly rent of %(rent)s for %(size)s m² is very low. Was a thousands point lost?"), facts
        )
    if rent > MOST_RENT or (per_m2 is not None and per_m2 > MOST_RENT_PER_M2):
        return Sentence(N_("A monthly rent of %(rent)s for %(size)s m² is very high. Is it for a year?"), facts)
    return None
