import pytest

from maps.areas import AREA_RADIUS_KM
from maps.distance import BoundingBox, Point, distance_km
from maps.picture import Area, MapTexts, Marker, Picture, Pin

CENTRE = Point(35.3387, 25.1442)
TEXTS = MapTexts(title="Map", zoom_in="Closer", zoom_out="Farther", close="Close", trouble="", attribution="Sources")


def picture(**facts: object) -> Picture:
    return Picture(centre=CENTRE, centre_name="Heraklion", texts=TEXTS, language="en", **facts)


def marker(latitude: float, longitude: float) -> Marker:
    return Marker("1", Point(latitude, longitude), "450 €", Pin.PLAIN, "Flat")


def test_a_radius_decides_what_is_seen_at_first() -> None:
    assert picture(radius_km=5, markers=(marker(35.5, 24),)).bounds == BoundingBox.around(CENTRE, 5)


def test_without_a_radius_the_centre_and_all_markers_are_seen() -> None:
    bounds = picture(markers=(marker(35.30, 25.10), marker(35.32, 25.20))).bounds

    assert bounds == BoundingBox(35.30, 25.10, 35.3387, 25.20)


def test_without_a_radius_the_whole_area_is_seen() -> None:
    home = Point(35.3052, 25.1751)
    area = Area.around_home(home, "Around here")

    bounds = picture(area=area).bounds

    assert home in bounds
    assert CENTRE in bounds
    assert distance_km(Point(bounds.south, area.point.longitude), area.point) == pytest.approx(AREA_RADIUS_KM)


def test_a_centre_alone_is_seen_with_its_surroundings() -> None:
    assert picture().bounds == BoundingBox.around(CENTRE, 2)


@pytest.mark.parametrize("url", ["javascript:alert(1)", "https://elsewhere.example/", "//elsewhere.example/", ""])
def test_a_marker_leads_to_pages_of_this_service_only(url: str) -> None:
    with pytest.raises(ValueError, match="this service"):
        Marker("1", CENTRE, "450 €", Pin.PLAIN, "Flat", url=url)
