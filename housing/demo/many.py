"""The other hundred and thirty flats of the whole demonstration, by area and size; the same ones every day."""

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle, islice
from pathlib import Path

from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.posts import centres_of
from core.dates import day_of
from housing.advert import Advert
from housing.home import Condition, Furnished, Heating, RentCovers
from housing.models import Listing
from housing.reasons.withdrawn_adverts import WithdrawalReason
from housing.services.households.needs import NeedsDetails, set_needs
from housing.services.listings import listing_life, listings
from housing.states import AVAILABLE, ListingAction
from people.models import Household

FOLDER = Path(__file__).parent
FLATS = 130
WITHOUT_PLACE = 16  # one flat of so many has an area, but no point
RUN_OUT = 26  # one of so many was to be had for some days only
FIRST_PHONE = 2810995000  # with 99 behind the area code: nobody's
_SPREAD = 0.0002  # degrees: flats of one area stand within some hundred metres

Row = Mapping[str, str]

# m², bedrooms, what it is called in a town and in a village
_KINDS = (
    (30, 0, "Γκαρσονιέρα", "Γκαρσονιέρα"),
    (68, 2, "Διαμέρισμα", "Διαμέρισμα"),
    (45, 1, "Δυάρι", "Ισόγειο"),
    (82, 2, "Διαμέρισμα", "Μονοκατοικία"),
    (95, 3, "Διαμέρισμα", "Μονοκατοικία με αυλή"),
    (55, 1, "Δυάρι", "Δυάρι"),
    (76, 2, "Διαμέρισμα", "Παλιό σπίτι"),
    (112, 3, "Μεζονέτα", "Διώροφο σπίτι"),
    (60, 2, "Διαμέρισμα", "Διαμέρισμα"),
    (130, 4, "Μεγάλο διαμέρισμα", "Μονοκατοικία με κήπο"),
    (38, 1, "Στούντιο", "Στούντιο"),
)
_DESCRIPTIONS = (
    "Φωτεινό, διαμπερές, βαμμένο πρόσφατα. Κουζίνα με ηλεκτρικές συσκευές.",
    "Ανακαινισμένο μπάνιο, καινούργια κουφώματα, θέρμανση με αντλία θερμότητας.",
    "Κοντά σε σχολείο, παιδικό σταθμό και στάση λεωφορείου. Ηλιακός θερμοσίφωνας.",
    "Σε ήσυχο δρόμο, με μπαλκόνι και αποθήκη. Τα ζώα συζητιούνται.",
    "Χρειάζεται βάψιμο, που το αναλαμβάνει ο ιδιοκτήτης. Κλιματιστικό στο σαλόνι.",
    "Μερικώς επιπλωμένο: κρεβάτια, τραπέζι, ψυγείο και κουζίνα. Διαθέσιμο αμέσως.",
    "Θέα στον Ψηλορείτη, χωρίς κοινόχρηστα. Με τα πόδια πέντε λεπτά από την αγορά.",
)
# Where the adverts come from, and what their numbers there begin with; whoever calls gives none.
_SOURCES = (("πύλη αγγελιών", "Π-"), ("εφημερίδα", "ΕΦ-"), ("τηλέφωνο", None), ("μεσιτικό γραφείο", "Μ-"))

_CONTACT, _VERIFY, _WITHDRAW = ListingAction.CONTACT, ListingAction.VERIFY, ListingAction.WITHDRAW
_STEPS = (
    (), (_CONTACT, _VERIFY), (_CONTACT,), (_VERIFY,), (_CONTACT, _VERIFY), (), (_CONTACT, _VERIFY), (_CONTACT,),
    (_CONTACT, _VERIFY), (), (_CONTACT, _WITHDRAW), (_CONTACT, _VERIFY), (_VERIFY,),
)  # fmt: skip


def create_listings(session: Session, actor: User, at: datetime) -> list[Listing]:
    """Add the adverts, a few each week until now, each taken as far as its steps go."""
    centres = centres_of(session, actor)
    added = []
    for number, advert in enumerate(adverts()):
        asked_at = at - timedelta(days=FLATS - number)
        centre = listings.nearest_centre(centres, advert)
        has_run_out = number % RUN_OUT == RUN_OUT - 3
        if has_run_out:
            advert = replace(advert, available_until=day_of(asked_at) + timedelta(days=2))
        listing = listings.add_listing(session, advert, centres=[centre], actor=actor, at=asked_at)
        for action in (_CONTACT,) if has_run_out else _STEPS[number % len(_STEPS)]:
            reason = WithdrawalReason.LET if action is _WITHDRAW else None
            listing_life.move_listing(session, listing, action, reason=reason, on=day_of(asked_at), actor=actor)
        if has_run_out:
            listing_life.move_listing(session, listing, ListingAction.EXPIRE, on=day_of(at), actor=actor)
        if listing.status in AVAILABLE and number % 9:
            listing_life.confirm_listing(session, listing, on=day_of(at) - timedelta(days=number % 13), actor=actor)
        added.append(listing)
    return added


def adverts() -> Iterator[Advert]:
    """Towns twice as often as villages, every size everywhere."""
    areas = _read("areas.csv")
    towns = [area for area in areas if not area["is_village"]]
    names = [row["name"] for row in _read("landlords.csv")]
    ordered = [*towns, *areas]
    for number, area in enumerate(islice(cycle(ordered), FLATS)):
        yield _advert(number, area, names[number * 5 % len(names)])


def create_needs(session: Session, households: list[Household], actor: User, on: date) -> None:
    """As many bedrooms as the rule gives; one household in nine has not been asked yet."""
    for number, household in enumerate(households):
        people = len(household.present_on(on))
        if number % 9 != 8:
            details = NeedsDetails(step_free=number % 7 == 3, most_rent=Decimal(90 + 30 * people))
            set_needs(session, household, details, on=on, actor=actor)


def _advert(number: int, area: Row, landlord: str) -> Advert:
    size_m2, bedrooms, *names = _KINDS[number % len(_KINDS)]
    size_m2 += number % 5
    source, prefix = _SOURCES[number % len(_SOURCES)]
    has_point = number % WITHOUT_PLACE != WITHOUT_PLACE - 1
    rent = _rent(size_m2, Decimal(area["euros_a_square_metre"]))
    floor = number % 5 if not area["is_village"] else number % 2
    return Advert(
        title=f"{names[bool(area['is_village'])]} {size_m2} τ.μ., {area['area']}",
        description=_DESCRIPTIONS[number % len(_DESCRIPTIONS)],
        monthly_rent=rent,
        common_charges=Decimal(10 + 5 * (number % 6)) if floor and number % 4 else None,
        deposit=rent * (1 + number % 2),
        area=area["area"],
        city=area["city"],
        latitude=_near(area["latitude"], number * 37) if has_point else None,
        longitude=_near(area["longitude"], number * number * 5) if has_point else None,
        size_m2=size_m2,
        bedrooms=bedrooms,
        floor=floor,
        lift=number % 3 == 0 if floor > 1 else None,
        rent_covers=(None, RentCovers.RENT, RentCovers.CHARGES)[number % 3],
        furnished=(None, *Furnished)[number % 4],
        heating=(None, *Heating)[number % 8],
        condition=(None, Condition.GOOD, Condition.RENOVATED, Condition.GOOD)[number % 4],
        parking=number % 3 if number % 2 else None,
        year_built=1972 + number * 7 % 50 if number % 3 else None,
        bathrooms=1 + (bedrooms > 2),
        energy_class=(None, "B", "D", "E", "pending")[number % 5],
        wheelchair=(None, None, floor == 0)[number % 3],
        quiet=(None, True, None, False)[number % 4],
        winter_only=True if number % 11 == 5 else None,
        pets=(None, True, False)[number % 3],
        landlord_name=landlord,
        phone=str(FIRST_PHONE + number * 5 % 28),
        source=source,
        reference=None if prefix is None else f"{prefix}{1000 + number}",
    )


def _rent(size_m2: int, euros_a_square_metre: Decimal) -> Decimal:
    """Small flats cost more for each square metre, large ones less; people ask for round sums."""
    share = Decimal("1.2") if size_m2 < 45 else Decimal("0.9") if size_m2 > 90 else Decimal(1)
    return (size_m2 * euros_a_square_metre * share / 10).quantize(Decimal(1)) * 10


def _near(degrees: str, number: int) -> float:
    return round(float(degrees) + (number % 21 - 10) * _SPREAD, 5)


def _read(name: str) -> list[Row]:
    with (FOLDER / name).open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))
