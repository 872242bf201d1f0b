import gzip
from collections.abc import Mapping

import pytest

from core.config import ROOT
from maps.data.make_land import make_land
from maps.data.topology import area_km2
from maps.distance import Point
from maps.outline import Outline, outline, outline_of
from maps.places import places_of
from maps.region import region, regions
from maps.shapes import Line

LAND = ROOT / "static" / "land"
LARGEST = 60_000  # bytes of a region's outline as it travels, of the 250 kB of a first visit
CRETE_KM2, MUNICIPALITIES = 8_336, 24


def test_there_is_an_outline_and_a_drawing_of_every_region() -> None:
    assert {path.name for path in LAND.iterdir()} == {f"{key}.{kind}" for key in regions() for kind in ("js", "svg")}


@pytest.mark.parametrize("key", list(regions()))
def test_an_outline_is_closed_land_small_enough_for_a_phone(key: str) -> None:
    found = outline_of(key)

    assert len(gzip.compress((LAND / f"{key}.js").read_bytes())) < LARGEST
    assert all(shape.ring[0] == shape.ring[-1] for shape in found.land)
    wet = [place.name_en for place in places_of(key) if not any(place.point in shape for shape in found.land)]
    assert len(wet) <= 2, wet  # GeoNames puts some harbours into the bay


def test_the_land_of_crete_is_that_of_its_municipalities() -> None:
    squeeze = 0.8175  # cosine of its latitude
    own = [shape for shape in outline().land if shape.box.middle in region().box]
    parts = [shape for municipality in outline().municipalities for shape in municipality.shapes]

    assert len(outline().municipalities) == MUNICIPALITIES
    assert sum(area_km2(shape.ring, squeeze) for shape in own) == pytest.approx(CRETE_KM2, rel=0.005)
    assert sum(area_km2(shape.ring, squeeze) for shape in parts) == pytest.approx(CRETE_KM2, rel=0.005)


def square(west: float, south: float, size: float = 0.1) -> list[tuple[float, float]]:
    """Against the clock, with a needless point in the middle of its southern side."""
    east, north = round(west + size, 5), round(south + size, 5)
    middle = (round(west + size / 2, 5), south)
    return [(west, south), middle, (east, south), (east, north), (west, north), (west, south)]


def corners(line: Line) -> set[tuple[float, float]]:
    return {(round(x, 5), round(y, 5)) for x, y in line}


def made(tmp_path, monkeypatch: pytest.MonkeyPatch, **parts: object) -> Outline:
    box: Mapping[str, float] = {"south": 35.0, "west": 24.0, "north": 36.0, "east": 25.0}
    (tmp_path / "here.js").write_text(f"window.stegiLand = {make_land(box, **parts)};\n".replace("'", '"'))
    monkeypatch.setattr("maps.outline._FOLDER", tmp_path)
    outline_of.cache_clear()
    return outline_of("here")


def test_neighbours_are_one_land_with_one_border_between_them(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    west, east, rock = square(24.5, 35.5), square(24.6, 35.5), square(24.2, 35.2, size=0.001)
    names = {"1": ("Δυτικού", "West"), "2": ("Ανατολικού", "East")}

    found = made(tmp_path, monkeypatch, coast=[], own=[("1", [west, rock]), ("2", [east])], named=names)

    assert [corners(shape.ring) for shape in found.land] == [{*west, *east} - {(24.55, 35.5), (24.65, 35.5)}]
    assert [corners(border) for border in found.borders] == [{(24.6, 35.5), (24.6, 35.6)}]
    assert [one.name("el") for one in found.municipalities] == ["Δυτικού", "Ανατολικού"]
    assert [corners(shape.ring) for shape in found.municipalities[1].shapes] == [set(east) - {(24.65, 35.5)}]


def test_where_a_coast_is_cut_off_there_is_land_and_no_shore(tmp_path, monkeypatch: pytest.MonkeyPatch) -> None:
    mainland = [(20.0, 30.0), (24.5, 30.0), (24.5, 40.0), (20.0, 40.0), (20.0, 30.0)]

    found = made(tmp_path, monkeypatch, coast=[mainland], own=[], named={})

    assert Point(35.5, 24.2) in found.land[0]
    assert [corners(line) for line in found.coast] == [{(24.5, 33.75), (24.5, 37.25)}]
    assert [corners(shape.ring) for shape in found.land] == [
        {(22.75, 33.75), (24.5, 33.75), (24.5, 37.25), (22.75, 37.25)}
    ]
