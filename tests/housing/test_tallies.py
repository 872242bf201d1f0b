"""What the cells of the map hold of a search is the same, whether it is counted or taken from what is kept of them."""

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.structure import Centre
from housing.models import Listing
from housing.search import SearchCriteria, count
from housing.services.mapping.spots_in_view import of_search
from housing.services.mapping.tallies import count_in_cells
from maps.clusters import Cells, Tally
from maps.distance import BoundingBox, Point
from tests.support import rows
from tests.support.statements import counted

ISLAND = BoundingBox(34.7, 23.4, 35.8, 26.4)
NEAR = Point(35.2, 24.9)


def tallies(session: Session, criteria: SearchCriteria, zoom: int, *, counted: bool) -> set[Tally]:
    sought = of_search(criteria)
    assert sought.kept is not None
    found = list(count_in_cells(session, Cells.over(ISLAND, zoom), replace(sought, kept=None) if counted else sought))
    assert len(found) == len(set(found))
    return set(found)


rents = st.sampled_from(["424.99", "425.00", "425.01", "430.00", "449.99", "450.00", "450.01", "475.00"])
figures = st.none() | st.integers(0, 12)
places = st.tuples(st.floats(34.8, 35.7), st.floats(23.5, 26.3)) | st.just((35.34, 25.14))
flats = st.tuples(places, rents, figures, st.none() | st.integers(55, 70))


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stored=st.lists(flats, min_size=1, max_size=20),
    most_rent=st.none() | rents.map(Decimal) | st.sampled_from([Decimal(0), Decimal(9000)]),
    least_bedrooms=figures,
    least_size_m2=st.none() | st.sampled_from([0, 1000]) | st.integers(55, 71),
    zoom=st.integers(6, 11),
)
def test_kept_and_counted_agree_with_each_other_and_with_the_list(
    session: Session, stored, most_rent, least_bedrooms, least_size_m2, zoom
):
    session.execute(delete(Listing))
    centre = session.query(Centre).first() or rows.add_centre(session)
    for (latitude, longitude), rent, bedrooms, size_m2 in stored:
        rows.add_listing(
            session, centre, latitude=latitude, longitude=longitude, rent=rent, bedrooms=bedrooms, size_m2=size_m2
        )
    criteria = SearchCriteria(
        NEAR, 400, frozenset({centre.id}), most_rent, least_bedrooms, least_size_m2, within=ISLAND
    )
    kept = tallies(session, criteria, zoom, counted=False)
    assert kept == tallies(session, criteria, zoom, counted=True)
    assert sum(tally.count for tally in kept) == count(session, criteria)


@pytest.mark.parametrize(
    ("filters", "reads"),
    [
        ({}, ["listing_cell"]),
        ({"most_rent": Decimal(450), "least_bedrooms": 2, "least_size_m2": 60}, ["listing_cell_kind"]),
        ({"most_rent": Decimal(460)}, ["listing_cell_kind", "listing_spot"]),
        ({"least_size_m2": 61}, ["listing_cell_kind", "listing_spot"]),
        ({"words": "Flat"}, ["listing_spot"]),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_of_the_whole_island_only_what_lies_within_a_step_is_counted(
    session: Session, centre: Centre, filters: dict[str, object], reads: list[str]
):
    criteria = SearchCriteria(NEAR, 400, frozenset({centre.id}), within=ISLAND, **filters)
    with counted(session) as statements:
        list(count_in_cells(session, Cells.over(ISLAND, 9), of_search(criteria)))
    assert [statement.split("FROM ")[1].split()[0] for statement in statements] == reads
