"""What can be right but rarely is: warnings for a person to look at."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal

from core.importing.findings import Fault
from core.money import as_typed, round_cents
from core.text import N_, Sentence
from housing.home import COVERS_CHARGES
from housing.importing.advert import AdvertRow
from maps.distance import Point
from maps.region import region

# Asking rents in Greece lie between some 4 and 25 euros for a square metre; in villages and for rooms beyond that.
LEAST_RENT, MOST_RENT = Decimal(100), Decimal(3000)
LEAST_RENT_PER_M2, MOST_RENT_PER_M2 = Decimal(2), Decimal(40)


def doubts(advert: AdvertRow, on: date) -> Iterator[Fault]:
    """Each thing about the advert that a person should look at."""
    rent = _doubt_of_rent(advert)
    if rent:
        likely = _likely_rent(advert.monthly_rent, advert.size_m2)
        yield Fault(advert.row, "monthly_rent", "unlikely-rent", rent, likely)
    if advert.common_charges and advert.rent_covers in COVERS_CHARGES:
        sentence = N_("Common charges of %(charges)s are named, and the rent covers them: they are not added to it.")
        facts = {"charges": advert.common_charges}
        yield Fault(advert.row, "common_charges", "counted-once", Sentence(sentence, facts))
    if advert.year_built is not None and advert.year_built > latest_year(on):
        sentence = N_("No home is built in %(year)s yet: next year is the latest that is likely.")
        yield Fault(advert.row, "year_built", "not-built-yet", Sentence(sentence, {"year": str(advert.year_built)}))
    if (
        advert.latitude is not None
        and advert.longitude is not None
        and Point(advert.latitude, advert.longitude) not in region().box
    ):
        sentence = N_("The place is outside the region. Are latitude and longitude in the right columns?")
        yield Fault(advert.row, "latitude", "outside-region", Sentence(sentence))


def latest_year(on: date) -> int:
    """The last year of building that a home which is to let can have."""
    return on.year + 1


def _doubt_of_rent(advert: AdvertRow) -> Sentence | None:
    """A thousands point that was lost makes 1,100 into 1.1; a yearly figure is twelve times too high."""
    facts: dict[str, object] = {"rent": advert.monthly_rent, "size": advert.size_m2 or "?"}
    if _is_low(advert.monthly_rent, advert.size_m2):
        return Sentence(
            N_("A monthly rent of %(rent)s for %(size)s m² is very low. Was a thousands point lost?"), facts
        )
    if _is_high(advert.monthly_rent, advert.size_m2):
        return Sentence(N_("A monthly rent of %(rent)s for %(size)s m² is very high. Is it for a year?"), facts)
    return None


def _likely_rent(rent: Decimal, size: int | None) -> str:
    """The rent with its thousands point, or of one month of the year; nothing where neither is likely."""
    guesses = (rent * 1000, rent * 10, rent / 12, rent / 100)
    likely = (guess for guess in guesses if not _is_low(guess, size) and not _is_high(guess, size))
    return next((as_typed(round_cents(guess)) for guess in likely), "")


def _is_low(rent: Decimal, size: int | None) -> bool:
    return rent < LEAST_RENT or (size is not None and rent / size < LEAST_RENT_PER_M2)


def _is_high(rent: Decimal, size: int | None) -> bool:
    return rent > MOST_RENT or (size is not None and rent / size > MOST_RENT_PER_M2)
