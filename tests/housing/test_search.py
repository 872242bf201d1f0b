"""The search behind list and map: what passes a filter, what lies within the circle, and in which order."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.structure import Centre
from housing.models import Listing
from housing.placeless import listings_without_place
from housing.search import Mark, Near, Order, SearchCriteria, count, find, search
from housing.search.few import leaves_few
from housing.states import ListingStatus
from maps.distance import Point, geodesic_km
from tests.support import rows
from tests.support.statements import counted

NEAR = Point(35.3387, 25.1442)


@pytest.fixture(params=["anybody's", "their own"])
def whose(request: pytest.FixtureRequest, centre: Centre) -> frozenset[int] | None:
    """NEAR is where the centre is, whose own adverts are read from an index of their own."""
    return frozenset({centre.id}) if request.param == "their own" else None


def titles(session: Session, **criteria: object) -> list[str]:
    found = search(session, SearchCriteria(**({"near": NEAR, "radius_km": 5.0} | criteria))).found
    return [one.listing.title for one in found]


@pytest.mark.parametrize(
    ("criteria", "passes"),
    [
        ({}, {"known", "unknown"}),
        ({"most_rent": Decimal("450.00")}, {"known", "unknown"}),
        ({"most_rent": Decimal("449.99")}, set()),
        ({"least_bedrooms": 2}, {"known"}),
        ({"least_bedrooms": 3}, set()),
        ({"least_bedrooms": 0}, {"known"}),
        ({"least_size_m2": 82}, {"known"}),
        ({"least_size_m2": 83}, set()),
        ({"least_size_m2": 0}, {"known"}),
        ({"most_rent": Decimal("450.00"), "least_bedrooms": 2, "least_size_m2": 82}, {"known"}),
    ],
)
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_filter_lets_its_own_boundary_pass_and_no_figure_that_is_unknown(
    session: Session, centre: Centre, criteria: dict[str, object], passes: set[str]
):
    rows.add_listing(session, centre, "known", rent="450.00", size_m2=82, bedrooms=2)
    rows.add_listing(session, centre, "unknown", rent="450.00", size_m2=None, bedrooms=None)
    assert set(titles(session, **criteria)) == passes


@pytest.mark.parametrize(("latitude", "longitude"), [(35.3800, 25.1442), (35.3387, 25.2000), (35.3000, 25.1000)])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_circle_is_as_large_as_the_distance_that_is_shown(
    session: Session, centre: Centre, latitude: float, longitude: float
):
    rows.add_listing(session, centre, "flat", latitude=latitude, longitude=longitude)
    distance = geodesic_km(NEAR, Point(latitude, longitude))
    assert titles(session, radius_km=distance) == ["flat"]
    assert titles(session, radius_km=distance - 0.000_001) == []
    assert search(session, SearchCriteria(NEAR, distance)).found[0].distance_km == distance


def test_the_nearest_come_first_and_of_two_at_one_place_the_older(session: Session, centre: Centre):
    for title, latitude in (("far", 35.37), ("near", 35.34), ("first", 35.35), ("second", 35.35)):
        rows.add_listing(session, centre, title, latitude=latitude)
    assert titles(session) == ["near", "first", "second", "far"]


def test_of_too_many_the_nearest_are_shown_and_all_are_counted(session: Session, centre: Centre):
    for number in range(5):
        rows.add_listing(session, centre, str(number), latitude=35.34 + number / 1000)
    result = search(session, SearchCriteria(NEAR, 5.0), most=2)
    assert [found.listing.title for found in result.found] == ["0", "1"]
    assert count(session, SearchCriteria(NEAR, 5.0)) == 5


def test_what_is_let_withdrawn_or_expired_is_not_found(session: Session, centre: Centre):
    for status in ListingStatus:
        rows.add_listing(session, centre, status, status=status)
    assert set(titles(session)) == set(ListingStatus) - {
        ListingStatus.LET,
        ListingStatus.WITHDRAWN,
        ListingStatus.EXPIRED,
    }


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_around_a_centre_a_later_page_of_its_own_adverts_is_read_in_order_from_where_it_begins(
    session: Session, centre: Centre
):
    rows.add_listing(session, centre)
    criteria = SearchCriteria(NEAR, 5.0, frozenset({centre.id}), Decimal(900), 1)
    with counted(session) as statements:
        find(session, criteria, 25, Near(1.5, 1))
    statement = next(statement for statement in statements if "listing_spot" in statement)
    values = tuple(range(statement.count("?")))
    [[*_, plan]] = session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {statement}", values)
    index = "COVERING INDEX ix_listing_spot_by_centre (centre_id=? AND is_open=? AND centre_km>? AND centre_km<?)"
    assert plan == f"SEARCH listing_spot USING {index}"


def test_a_centre_finds_its_own_and_somebody_without_one_finds_all(session: Session, centre: Centre):
    rows.add_listing(session, centre, "own")
    rows.add_listing(session, rows.add_centre(session, "chania"), "other")
    assert titles(session, centre_ids=frozenset({centre.id})) == ["own"]
    assert titles(session) == ["own", "other"]


def test_without_a_place_a_flat_waits_in_a_list_of_its_own(session: Session, centre: Centre):
    rows.add_listing(session, centre, "placeless", latitude=None, longitude=None)
    rows.add_listing(session, centre, "gone", latitude=None, longitude=None, status=ListingStatus.LET)
    rows.add_listing(session, centre, "placed")
    chania = rows.add_centre(session, "chania")
    rows.add_listing(session, chania, "elsewhere", latitude=None, longitude=None)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    everywhere = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    assert titles(session, radius_km=50) == ["placed"]
    assert [listing.title for listing in listings_without_place(session, officer).rows] == ["placeless"]
    assert [listing.title for listing in listings_without_place(session, everywhere).rows] == ["placeless", "elsewhere"]


def at_least(figure: int | None, least: int | None) -> bool:
    return least is None or (figure is not None and figure >= least)


coordinates = st.tuples(st.floats(34.8, 35.7), st.floats(23.5, 26.3))
flats = st.tuples(coordinates, st.integers(100, 900), st.none() | st.integers(0, 5), st.none() | st.integers(20, 200))


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    stored=st.lists(flats, max_size=12),
    near=coordinates,
    radius_km=st.floats(0.1, 150),
    most_rent=st.none() | st.integers(100, 900),
    least_bedrooms=st.none() | st.integers(0, 5),
    least_size_m2=st.none() | st.integers(20, 200),
    is_own=st.booleans(),
)
def test_the_search_finds_what_measuring_every_flat_finds(
    session: Session, stored, near, radius_km, most_rent, least_bedrooms, least_size_m2, is_own
):
    session.execute(delete(Listing))
    centre = session.query(Centre).first() or rows.add_centre(session)
    if is_own:
        near = (centre.latitude, centre.longitude)
    for (latitude, longitude), rent, bedrooms, size_m2 in stored:
        facts = {"latitude": latitude, "longitude": longitude, "bedrooms": bedrooms, "size_m2": size_m2}
        rows.add_listing(session, centre, rent=f"{rent}.00", **facts)
    naive = sorted(
        (geodesic_km(Point(*near), Point(listing.dwelling.latitude, listing.dwelling.longitude)), listing.id)
        for listing in session.query(Listing)
        if (most_rent is None or listing.monthly_rent <= most_rent)
        and (
            least_bedrooms is None
            or listing.dwelling.bedrooms is not None
            and listing.dwelling.bedrooms >= least_bedrooms
        )
        and (least_size_m2 is None or (listing.dwelling.size_m2 or -1) >= least_size_m2)
    )
    rent = None if most_rent is None else Decimal(most_rent)
    centre_ids = frozenset({centre.id}) if is_own else None
    criteria = SearchCriteria(Point(*near), radius_km, centre_ids, rent, least_bedrooms, least_size_m2)
    found = [(one.distance_km, one.listing.id) for one in search(session, criteria).found]
    assert found == [(distance, key) for distance, key in naive if distance <= radius_km]


def pages(session: Session, criteria: SearchCriteria, length: int) -> list[str]:
    """The titles on all pages, one after the other."""
    shown: list[str] = []
    last: Mark | None = None
    while len(shown) < 100:
        page = search(session, criteria, length, last)
        assert len(page.found) <= length
        shown += [found.listing.title for found in page.found]
        last = page.last
        if last is None:
            break
    return shown


@pytest.mark.parametrize("length", [1, 2, 3, 100])
@pytest.mark.parametrize(
    ("order", "titles"),
    [
        (Order.DISTANCE, ["a", "d", "b", "e", "c", "f"]),
        (Order.RENT, ["e", "b", "d", "f", "a", "c"]),
        (Order.RENT_PER_M2, ["b", "f", "c", "d", "a", "e"]),
        (Order.NEWEST, ["f", "e", "d", "c", "b", "a"]),
    ],
)
def test_the_pages_of_any_order_follow_one_another_without_a_gap_and_without_repeating(
    session: Session, centre: Centre, whose: frozenset[int] | None, order: Order, titles: list[str], length: int
):
    for title, latitude, rent, size_m2 in (
        ("a", 35.339, "500.00", 50),
        ("b", 35.341, "400.00", 100),
        ("c", 35.345, "600.00", 90),
        ("d", 35.339, "450.00", 60),
        ("e", 35.342, "300.00", None),
        ("f", 35.350, "450.00", 100),
    ):
        rows.add_listing(session, centre, title, latitude=latitude, rent=rent, size_m2=size_m2)
    assert pages(session, SearchCriteria(NEAR, 5.0, whose, order=order), length) == titles


@pytest.mark.parametrize("most_rent", [None, Decimal("450.00")])
def test_a_hundred_that_stand_at_the_very_point_are_on_four_pages_each_once(
    session: Session, centre: Centre, whose: frozenset[int] | None, most_rent: Decimal | None
):
    for number in range(100):
        rows.add_listing(session, centre, str(number), latitude=NEAR.latitude, longitude=NEAR.longitude, rent="450.00")
    shown = pages(session, SearchCriteria(NEAR, 5.0, whose, most_rent), 25)
    assert shown == [str(number) for number in range(100)]


def test_of_more_than_are_counted_every_order_finds_the_first(session: Session, centre: Centre, monkeypatch):
    monkeypatch.setattr("housing.search.pages.COUNTED", 2)
    for number in range(6):
        rows.add_listing(session, centre, str(number), latitude=35.339 + number / 1000, rent=f"{900 - number}.00")
    rows.add_listing(session, centre, "too far", latitude=35.5, rent="100.00")
    assert pages(session, SearchCriteria(NEAR, 5.0, order=Order.RENT), 4) == ["5", "4", "3", "2", "1", "0"]
    assert pages(session, SearchCriteria(NEAR, 5.0, order=Order.NEWEST), 4) == ["5", "4", "3", "2", "1", "0"]


@pytest.mark.parametrize("most_rent", [None, Decimal("450.00")])
def test_counting_ends_where_it_is_told_to(
    session: Session, centre: Centre, whose: frozenset[int] | None, most_rent: Decimal | None
):
    for latitude in (35.3387, 35.34, 35.3837, 35.3838, 35.5):  # the circle ends between the third and the fourth
        rows.add_listing(session, centre, latitude=latitude, rent="450.00")
    criteria = SearchCriteria(NEAR, 5.0, whose, most_rent)
    assert [count(session, criteria, most) for most in (None, 10)] == [3, 3]
    assert count(session, SearchCriteria(NEAR, 5.0, whose), 2) == 2


@pytest.mark.parametrize(
    ("words", "finds"),
    [
        ("ΕΦΕΣΟΥ", {"flat"}),
        ("efesou", {"flat"}),
        ("Κνωσ", {"other"}),
        ("διαμέρισμα", {"flat", "other"}),
        ("diamerisma knosou", {"other"}),
        ("A-17", {"flat"}),
        ("nowhere", set()),
        ("%", set()),
    ],
)
def test_words_are_found_whatever_their_case_accents_and_letters(
    session: Session, centre: Centre, words: str, finds: set[str]
):
    for title, address, reference in (("flat", "Εφέσου 7", "A-17"), ("other", "Κνωσού 12", "A-18")):
        listing = rows.add_listing(session, centre, f"Διαμέρισμα {title}", address=address)
        listing.reference = reference
    assert {title.split()[-1] for title in titles(session, words=words)} == finds


@pytest.mark.parametrize("status", ListingStatus)
def test_a_stage_finds_those_that_are_over_too(session: Session, centre: Centre, status: ListingStatus):
    for each in ListingStatus:
        rows.add_listing(session, centre, each, status=each)
    assert titles(session, status=status) == [status]


def test_where_the_rent_leaves_few_they_are_found_wherever_they_are(
    session: Session, centre: Centre, whose: frozenset[int] | None
):
    for number in range(4):
        rows.add_listing(session, centre, f"cheap {number}", latitude=35.3387 + number / 10, rent="200.00")
        rows.add_listing(session, centre, f"dear {number}", latitude=35.3387 + number / 10, rent="900.00")
    criteria = SearchCriteria(NEAR, 25.0, whose, Decimal("250.00"))
    assert pages(session, criteria, 1) == ["cheap 0", "cheap 1", "cheap 2"]
    assert count(session, criteria) == 3


def test_how_cheap_the_few_are_is_asked_once_and_never_decides_what_is_found(session: Session, centre: Centre):
    rows.add_listing(session, centre, "first", rent="200.00")
    criteria = SearchCriteria(NEAR, 5.0, most_rent=Decimal("250.00"))
    with counted(session) as statements:
        told = [leaves_few(session, criteria, most=1) for _time in range(2)]
        rows.add_listing(session, centre, "second", rent="200.00")
        told += [leaves_few(session, criteria, most=1)]
    assert told == [True, True, True]
    assert len([one for one in statements if one.startswith("SELECT listing_spot.monthly_rent")]) == 1
    assert count(session, criteria) == 2
    assert titles(session, most_rent=Decimal("250.00")) == ["first", "second"]


@pytest.mark.parametrize(("most_rent", "status", "is_few"), [
    ("249.99", None, True), ("250.00", None, False), ("249.99", ListingStatus.LET, True),
    ("250.00", ListingStatus.LET, False), ("150.00", ListingStatus.LET, True),
])  # fmt: skip
def test_few_are_as_cheap_where_one_more_would_be_dearer(
    session: Session, centre: Centre, most_rent: str, status: ListingStatus | None, is_few: bool
):
    for rent in ("200.00", "250.00", "300.00"):
        rows.add_listing(session, centre, rent=rent)
    rows.add_listing(session, centre, rent="100.00", status=ListingStatus.LET)
    criteria = SearchCriteria(NEAR, 5.0, most_rent=Decimal(most_rent), status=status)
    assert leaves_few(session, criteria, most=1) is is_few
