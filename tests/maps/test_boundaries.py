import pytest
from hypothesis import given
from hypothesis import strategies as st

from maps.boundaries import find_municipality, is_on_land, municipalities, municipality_of
from maps.distance import Point
from maps.places import places
from maps.shapes import Shape

cretan_points = st.builds(Point, st.floats(34.75, 35.75), st.floats(23.4, 26.4))


@pytest.mark.parametrize(
    ("point", "municipality"),
    [
        (Point(35.3387, 25.1442), "Heraklion"),
        (Point(35.3447, 25.1363), "Heraklion"),  # on the mole of the old harbour
        (Point(35.5138, 24.0180), "Chania"),
        (Point(35.3653, 24.4823), "Rethymno"),
        (Point(34.8400, 24.0850), "Gavdos"),
        (Point(35.1830, 25.4640), "Lasithi Plateau"),
    ],
)
def test_a_point_lies_in_its_municipality(point: Point, municipality: str) -> None:
    found = municipality_of(point)

    assert found is not None
    assert found.name("en") == municipality
    assert find_municipality(found.key) == found


@pytest.mark.parametrize(
    ("point", "on_land"),
    [
        (Point(35.45, 25.10), False),  # north of Heraklion
        (Point(34.60, 25.00), False),
        (Point(36.42, 25.43), True),  # Santorini: land, but no municipality of the region
        (Point(0, 0), False),
    ],
)
def test_the_sea_and_other_regions_belong_to_no_municipality(point: Point, on_land: bool) -> None:
    assert municipality_of(point) is None
    assert is_on_land(point) is on_land


def test_no_municipality_has_an_unknown_code() -> None:
    assert find_municipality("0000") is None
    assert len({found.key for found in municipalities()}) == len(municipalities())


def test_municipalities_are_named_for_the_reader() -> None:
    heraklion = municipality_of(places()[0].point)

    assert heraklion is not None
    assert (heraklion.name("el"), heraklion.name("en"), heraklion.name("ar")) == ("Ηρακλείου", "Heraklion", "Heraklion")


@given(cretan_points)
def test_what_lies_in_a_municipality_lies_on_land_and_in_no_other(point: Point) -> None:
    holding = [found for found in municipalities() if any(point in shape for shape in found.shapes)]

    assert len(holding) <= 1
    assert not holding or (municipality_of(point) == holding[0] and is_on_land(point))


SQUARE = Shape(((24.0, 35.0), (24.1, 35.0), (24.1, 35.1), (24.0, 35.1), (24.0, 35.0)))


@pytest.mark.parametrize(
    ("point", "kilometres"),
    [
        (Point(35.05, 24.05), 0),
        (Point(34.99, 24.05), 1.112),  # a hundredth of a degree to the south
        (Point(35.05, 24.11), 0.910),  # and to the east
        (Point(34.99, 24.11), 1.437),  # from the corner
    ],
)
def test_the_distance_from_a_shape_is_that_from_its_nearest_edge(point: Point, kilometres: float) -> None:
    assert SQUARE.distance_km(point) == pytest.approx(kilometres, abs=0.001)
    assert (point in SQUARE) is (kilometres == 0)
