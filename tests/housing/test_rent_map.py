"""What a square metre asks by place: right, bounded, permitted, and never about fewer than five adverts.

Whoever opens this map may see each of the adverts by itself; what is hidden is hidden from those to whom the
picture and its table go on. So it has to hold for one answer, its cells with their total.
"""

from collections import defaultdict
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.money import round_cents
from core.structure import Centre
from housing.map_marks import per_m2_level
from housing.models import Listing
from housing.search import SearchCriteria, Traits
from housing.services.mapping.rent_map import COARSER, MOST_CELLS, finest_over, rent_map_of, rents_by_place
from housing.services.mapping.rent_sums import Sum, add_up
from housing.states import ListingStatus
from maps.boundaries import box_around, municipality_of
from maps.clusters import Cells, Field, box_of, cell_of
from maps.distance import BoundingBox, Point
from maps.polygon import FINENESS, Polygon
from maps.small_cells import FEWEST
from tests.support import rows
from tests.support.many_spots import add_spots
from tests.support.pages import PageClient
from tests.support.statements import counted
from tests.support.visits import enter

HERAKLION, FAR, HIDDEN = (35.3312, 25.1467), (35.3712, 25.1467), (35.3012, 25.1467)
NEAR = Point(35.3387, 25.1442)
CIRCLE = SearchCriteria(NEAR, 10)


@pytest.fixture
def officer(session: Session, centre: Centre, client: PageClient) -> PageClient:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    return client


def add(session: Session, centre: Centre, number: int, where: tuple[float, float], **facts: object) -> None:
    for i in range(number):
        facts = {"rent": "400.00", "size_m2": 50} | facts
        rows.add_listing(session, centre, f"Flat {i}", latitude=where[0], longitude=where[1], **facts)
    session.flush()


def test_the_mean_counts_a_flat_for_as_much_as_it_is_large(session: Session, centre: Centre):
    add(session, centre, 4, HERAKLION)
    add(session, centre, 1, HERAKLION, rent="1000.00", size_m2=200)
    add(session, centre, 3, HERAKLION, size_m2=None)
    rents = rents_by_place(session, CIRCLE)
    ((where, figure),) = [(cell.box, cell.figure) for cell in rents.cells]
    assert Point(*HERAKLION) in where
    assert (figure.adverts, figure.per_m2) == (5, round_cents(Decimal(2600) / 400))
    assert rents.together == figure


def test_a_place_of_four_is_in_no_answer_and_neither_is_what_would_give_it_away(session: Session, centre: Centre):
    for where, number in ((HERAKLION, 40), (FAR, 9), (HIDDEN, 4)):
        add(session, centre, number, where)
    rents = rents_by_place(session, CIRCLE)
    assert [cell.figure.adverts for cell in rents.cells] == [40]  # with nine it would be thirteen less nine
    assert rents.together is not None
    assert rents.together.adverts == 40


@pytest.mark.parametrize("filters", [{}, {"most_rent": Decimal(400)}, {"least_size_m2": 50}, {"radius_km": 8.0}])
def test_four_alone_are_nowhere_whatever_somebody_asks(session: Session, centre: Centre, filters: dict):
    add(session, centre, 4, HERAKLION)
    add(session, centre, 5, HERAKLION, size_m2=None)  # nobody can say what a square metre of them asks
    assert rents_by_place(session, replace(CIRCLE, **filters)) == rents_by_place(
        session, replace(CIRCLE, radius_km=0.1)
    )


ORIGIN = cell_of(NEAR, 14)
sums = st.dictionaries(
    st.tuples(st.integers(ORIGIN[0] - 6, ORIGIN[0] + 6), st.integers(ORIGIN[1] - 6, ORIGIN[1] + 6)),
    st.builds(Sum, st.integers(1, 12), st.integers(20_000, 900_000), st.integers(25, 900)),
)


@given(sums, st.sampled_from([0.5, 2, 5]))
def test_no_answer_tells_of_fewer_than_five_nor_lets_them_be_worked_out(found: dict[Field, Sum], radius_km: float):
    rents = rent_map_of(found, 14, replace(CIRCLE, radius_km=radius_km))
    assert all(cell.figure.adverts >= FEWEST for cell in rents.cells)
    told = sum(cell.figure.adverts for cell in rents.cells)
    assert (rents.together.adverts if rents.together else 0) == told


@given(sums, st.sampled_from([1.0, 2.0, 3.0]), st.sampled_from([0.3, 0.6]))
def test_the_totals_of_two_circles_differ_by_nothing_but_cells_that_are_shown(
    found: dict[Field, Sum], radius_km: float, more: float
):
    one, other = (rent_map_of(found, 14, replace(CIRCLE, radius_km=km)) for km in (radius_km, radius_km + more))
    shown = [{cell.box: cell.figure.adverts for cell in rents.cells} for rents in (one, other)]
    apart = sum(shown[1].values()) - sum(shown[0].values())
    assert (other.together.adverts if other.together else 0) - (one.together.adverts if one.together else 0) == apart
    assert all(size >= FEWEST for cells in shown for size in cells.values())


def test_a_cell_says_the_same_wherever_a_circle_a_window_or_an_area_cuts_it(session: Session, centre: Centre):
    for i in range(60):
        add(
            session,
            centre,
            1,
            (35.30 + i * 7919 % 1000 / 10_000, 25.08 + i * 104_729 % 997 / 10_000),
            rent=f"{300 + i}.00",
        )
    said = defaultdict(set)
    windows = [BoundingBox(35.3 + i / 5000, 25.1 + i / 5000, 35.38 + i / 5000, 25.17 + i / 5000) for i in range(12)]
    for criteria in (
        *(replace(CIRCLE, radius_km=5 + i / 10) for i in range(12)),
        *(replace(CIRCLE, within=w) for w in windows),
        *(replace(CIRCLE, area=drawn(w)) for w in windows),
    ):
        for cell in rents_by_place(session, criteria).cells:
            said[cell.box].add(cell.figure)
    assert len(said) >= 5
    assert {len(figures) for figures in said.values()} == {1}


def drawn(box: BoundingBox) -> Polygon:
    south, west, north, east = (round(degrees * FINENESS) for degrees in (box.south, box.west, box.north, box.east))
    return Polygon(((south, west), (south, east), (north, east), (north, west)))


def test_two_areas_that_differ_by_a_hair_tell_nothing_of_what_stands_between_them(session: Session, centre: Centre):
    add(session, centre, 9, HERAKLION)
    add(session, centre, 1, (HERAKLION[0] + 0.0005, HERAKLION[1]), rent="990.00")
    with_it, without = (
        rents_by_place(session, replace(CIRCLE, area=drawn(BoundingBox(35.33, 25.14, north, 25.15))))
        for north in (35.3318, 35.3316)
    )
    assert with_it == without
    assert [cell.figure.adverts for cell in with_it.cells] == [10]


def test_an_area_shows_its_own_cells_and_not_all_that_its_box_holds(session: Session, centre: Centre):
    for where in (HERAKLION, FAR, HIDDEN):
        add(session, centre, 9, where)
    hook = Polygon(((3_529_000, 2_513_000), (3_538_000, 2_513_000), (3_538_000, 2_516_000), (3_536_000, 2_516_000),
                    (3_536_000, 2_513_500), (3_529_000, 2_513_500)))  # fmt: skip
    (cell,) = rents_by_place(session, replace(CIRCLE, area=hook)).cells
    assert Point(*FAR) in cell.box


def test_filters_centres_and_stages_are_those_of_the_list(session: Session, centre: Centre):
    add(session, centre, 5, HERAKLION)
    add(session, centre, 5, HERAKLION, rent="900.00")
    add(session, rows.add_centre(session, "chania"), 5, HERAKLION, rent="100.00")
    rows.add_listing(session, centre, latitude=HERAKLION[0], longitude=HERAKLION[1]).status = ListingStatus.LET
    session.flush()
    ours = replace(CIRCLE, centre_ids=frozenset({centre.id}))

    def figures(**filters: object) -> list[tuple[int, Decimal]]:
        told = rents_by_place(session, replace(ours, **filters)).cells
        return [(cell.figure.adverts, cell.figure.per_m2) for cell in told]

    assert figures() == [(10, Decimal(13))]
    assert figures(most_rent=Decimal(500)) == [(5, Decimal(8))]
    assert figures(status=ListingStatus.LET) == []


@pytest.mark.parametrize("radius_km", [0.01, 1, 2, 5, 10, 20, 50, 500, 20_000])
def test_the_grid_is_as_fine_as_its_bound_allows(radius_km: float):
    box = BoundingBox.around(NEAR, radius_km)
    zoom = finest_over(box)
    assert len(Cells.over(box, zoom)) <= MOST_CELLS
    assert zoom == COARSER or len(Cells.over(box, zoom + 1)) > MOST_CELLS or radius_km <= 2


def test_the_grid_of_a_municipality_is_as_fine_as_that_of_its_own_box(session: Session, centre: Centre):
    municipality = municipality_of(Point(*HERAKLION))
    assert municipality is not None
    add(session, centre, 9, HERAKLION)
    wide = replace(CIRCLE, radius_km=500)  # than which every frame is finer
    by_name = rents_by_place(session, replace(wide, municipality=municipality))
    by_box = rents_by_place(session, replace(wide, within=box_around(municipality)))
    assert [cell.figure.adverts for cell in by_name.cells] == [9]
    assert by_name == by_box


@given(st.floats(34.9, 35.6), st.floats(23.5, 26.3), st.integers(8, 15))
def test_the_ground_of_a_cell_holds_what_is_counted_in_it(latitude: float, longitude: float, zoom: int):
    point = Point(latitude, longitude)
    box, near = box_of(cell_of(point, zoom), zoom), 1e-6  # what is rounded may come to lie on the edge
    assert box.south - near <= latitude <= box.north + near
    assert box.west - near <= longitude <= box.east + near


@pytest.mark.parametrize(
    ("per_m2", "level"), [("0", 1), ("4.99", 1), ("5", 2), ("7", 3), ("9", 4), ("10.99", 4), ("11", 5), ("99", 5)]
)
def test_a_colour_begins_with_its_lower_limit(per_m2: str, level: int):
    assert per_m2_level(Decimal(per_m2)) == level


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_table_says_what_the_colours_of_the_map_do(officer: PageClient, session: Session, centre: Centre):
    add(session, centre, 30, HERAKLION)
    add(session, centre, 7, FAR, rent="600.00")
    session.commit()
    query = "heat=y&radius_km=10"
    features = officer.get(f"/listings/rents.geojson?{query}").get_json(force=True)["features"]
    page = officer.page(f"/listings?{query}")
    table = page.xpath("//div[@id='rents']//tbody/tr")
    assert [row.xpath("string(td[2])") for row in table] == ["€12.00", "€8.00", "€8.76"]
    assert [row.xpath("string(td[1])") for row in table] == ["7", "30", "37"]
    assert [f["properties"] for f in features] == [
        {"level": 5, "title": "€12.00 per m² · 7 adverts"}, {"level": 3, "title": "€8.00 per m² · 30 adverts"},
    ]  # fmt: skip
    assert table[0].xpath("string(th)") == "Nea Alikarnassos, 3.9 km north of the centre"
    assert f'"patches":["/listings/rents.geojson?{query}' in officer.get(f"/listings/map.js?{query}").text.replace(
        "\\u0026", "&"
    )
    assert "8.00 per m²" in officer.get(f"/listings/map.svg?{query}").text
    scale = page.xpath("//ol[@aria-labelledby='scale']/li/text()")
    assert scale == ["under €5", "€5 to €7", "€7 to €9", "€9 to €11", "€11 and more"]


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_is_told_who_does_not_ask(officer: PageClient, session: Session, centre: Centre):
    add(session, centre, 5, HERAKLION)
    session.commit()
    page = officer.page("/listings?radius_km=10")
    assert page.xpath("//div[@id='rents']//table") == []
    assert "patches.js" not in officer.get("/listings").text
    for query in ("", "heat=y&radius_km=much", "heat=y&most_rent=much", "heat=y&radius_km=0&bbox=26,35,25,36"):
        assert officer.get(f"/listings/rents.geojson?{query}").status_code == 404
    everywhere = officer.get("/listings/rents.geojson?heat=y&radius_km=0&bbox=-180,-90,180,90")
    assert len(everywhere.get_json(force=True)["features"]) == 1


def test_only_who_may_see_listings_is_told_and_of_their_own_centres(
    client: PageClient, session: Session, centre: Centre
):
    address = "/listings/rents.geojson?heat=y&radius_km=50"
    assert client.get(address).status_code == 302
    enter(client, session, rows.add_user(session, StaffRole.FINANCE_APPROVER, centre))
    assert client.get(address).status_code == 403
    add(session, rows.add_centre(session, "chania"), 9, HERAKLION)
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    session.commit()
    assert client.get(address).get_json(force=True)["features"] == []


homes = st.tuples(
    st.floats(34.8, 35.7) | st.just(35.34),
    st.floats(23.5, 26.3) | st.just(25.14),
    st.sampled_from(["424.99", "425.00", "425.01", "449.99", "450.00", "475.00"]),
    st.none() | st.integers(0, 3),
    st.none() | st.integers(55, 70),
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stored=st.lists(homes, min_size=1, max_size=15),
    most_rent=st.none() | st.sampled_from(list(map(Decimal, ("425", "430.50", "450", "9000")))),
    least_bedrooms=st.none() | st.integers(0, 3),
    least_size_m2=st.none() | st.integers(55, 71),
    zoom=st.integers(5, 11),
)
def test_what_is_kept_of_cells_asks_as_much_as_what_is_counted(
    session: Session, stored, most_rent, least_bedrooms, least_size_m2, zoom
):
    session.execute(delete(Listing))
    centre = session.query(Centre).first() or rows.add_centre(session)
    for latitude, longitude, rent, bedrooms, size_m2 in stored:
        facts = {"rent": rent, "bedrooms": bedrooms, "size_m2": size_m2}
        rows.add_listing(session, centre, latitude=latitude, longitude=longitude, **facts)
    box = BoundingBox(34.7, 23.4, 35.8, 26.4)
    kept = SearchCriteria(NEAR, 400, frozenset({centre.id}), most_rent, least_bedrooms, least_size_m2, within=box)
    other = replace(kept, traits=Traits(most_floor=99), words="Flat")  # which every one of them passes
    cells = Cells.over(box, zoom)
    assert add_up(session, kept, cells) == add_up(session, other, cells)


def test_ten_thousand_adverts_are_one_statement_and_as_many_cells_as_ten(
    officer: PageClient, session: Session, centre: Centre
):
    add(session, centre, 10, HERAKLION)
    session.commit()
    add_spots(session, 10_000)
    with counted(session) as asked:
        rents = rents_by_place(session, replace(CIRCLE, radius_km=50))
    assert [one[:6] for one in asked if not one.startswith("BEGIN")] == ["SELECT"]
    assert 20 < len(rents.cells) <= MOST_CELLS
    assert len(officer.get("/listings/rents.geojson?heat=y&radius_km=50").data) < 100_000
