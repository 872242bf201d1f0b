"""Flats and households for the tests of ranking: one of each, and any of them."""

from dataclasses import replace
from decimal import Decimal
from typing import Any

from hypothesis import strategies as st

from core.text import Sentence
from housing.ranking import Area, Columns, Estimate, FlatFacts, RankedFlat, Weights, Wishes, rank
from housing.wants import Strength
from maps.distance import Point

FLAT = FlatFacts(
    listing_id=1, monthly_cost=Decimal("450.00"), bedrooms=2, size_m2=60, floor=3, has_lift=True, distance_km=2.0
)
WISHES = Wishes(people=4, bedrooms=2, step_free=True, most_rent=Decimal("480.00"))
HERE, NEAR_THE_EDGE, FAR = Point(35.0, 25.0), Point(35.019, 25.0), Point(35.028, 25.0)  # 2.11 and 3.11 km away
AROUND = Area(Sentence("2 km around here"), middle=HERE, radius_m=2000)
THAT, OTHER = (Area(Sentence(f"municipality {key}"), municipality=key) for key in ("9305", "9306"))
SUITS = replace(FLAT, wheelchair=True, quiet=True, pets=True, point=HERE, municipality="9305")
ASKS_FOR_MORE = replace(WISHES, wheelchair=True, has_pet=True, quiet=Strength.MUST, only=(AROUND,), never=(OTHER,))


def ranked(flat: FlatFacts, wishes: Wishes = WISHES, estimate: Estimate | None = None) -> RankedFlat:
    return rank([flat], wishes, {flat.listing_id: estimate} if estimate else {})[0]


def subsidised(pays: str) -> Estimate:
    return Estimate(monthly_subsidy=Decimal("309.00"), household_pays=Decimal(pays))


amounts = st.integers(0, 150_000).map(lambda cents: Decimal(cents).scaleb(-2))
known = st.none() | st.booleans()
# A grid of steps that are a kilometre or so, so that flats stand in areas, between them and at their very edge.
middles = st.builds(Point, st.integers(0, 4).map(lambda n: 35 + n / 100), st.integers(0, 4).map(lambda n: 25 + n / 100))
keys = st.sampled_from(["9305", "9306"])
areas = st.lists(
    st.builds(Area, st.just(Sentence("there")), municipality=keys)
    | st.builds(Area, st.just(Sentence("there")), middle=middles, radius_m=st.integers(1, 5000)),
    max_size=3,
).map(tuple)
flats = st.builds(
    FlatFacts,
    listing_id=st.integers(1, 10_000),
    monthly_cost=amounts,
    bedrooms=st.none() | st.integers(0, 6),
    size_m2=st.none() | st.integers(10, 200) | st.decimals(10, 200, places=1),
    floor=st.none() | st.integers(-1, 8),
    has_lift=st.none() | st.booleans(),
    distance_km=st.none() | st.floats(0, 300),
    wheelchair=known,
    quiet=known,
    pets=known,
    point=st.none() | middles,
    municipality=st.none() | keys,
).map(lambda flat: replace(flat, municipality=flat.municipality if flat.point else None))
households = st.builds(
    Wishes,
    people=st.integers(1, 12),
    bedrooms=st.integers(0, 5),
    step_free=st.booleans(),
    most_rent=st.none() | amounts,
    wheelchair=st.booleans(),
    has_pet=st.booleans(),
    quiet=st.none() | st.sampled_from(Strength),
    only=areas,
    rather=areas,
    rather_not=areas,
    never=areas,
)
estimates = st.dictionaries(
    st.integers(1, 10_000), st.builds(Estimate, monthly_subsidy=amounts, household_pays=amounts), max_size=5
)
some_estimate = st.none() | st.builds(Estimate, monthly_subsidy=amounts, household_pays=amounts)
weights = st.builds(
    Weights,
    money=st.integers(0, 1000),
    room=st.integers(0, 1000),
    distance=st.integers(1, 1000),
    wishes=st.integers(0, 1000),
)

COLUMNS = "bedrooms", "floor", "has_lift", "wheelchair", "quiet", "pets"  # of a home


def where(flat: FlatFacts) -> tuple[str | None, float | None, float | None]:
    return (flat.municipality, flat.point and flat.point.latitude, flat.point and flat.point.longitude)


def columns_of(flat: FlatFacts) -> Columns:
    home = (getattr(flat, name) for name in COLUMNS)
    return (flat.listing_id, flat.distance_km, flat.size_m2, flat.monthly_cost, "charges", *where(flat), *home)


def home_of(*facts: Any) -> FlatFacts:
    return replace(FLAT, monthly_cost=Decimal("9999.00"), **dict(zip(COLUMNS, facts, strict=True)))
