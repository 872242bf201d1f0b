import json
from pathlib import Path

from maps.data.make_outline import main
from maps.distance import Point
from maps.region import REGION

STATIC = Path(__file__).parents[2] / "static"


def land_in(script: Path) -> dict:
    assignment, _, literal = script.read_text(encoding="utf-8").partition(" = ")
    assert assignment == "window.stegiLand"
    return json.loads(literal.rstrip().removesuffix(";"))


def test_the_outline_is_the_region_with_its_larger_islets_and_small_enough_for_a_phone() -> None:
    script = STATIC / "js" / "land.js"
    islands = land_in(script)["coordinates"]

    assert script.stat().st_size < 150_000
    assert 10 < len(islands) < 40
    assert all(Point(latitude, longitude) in REGION.box for rings in islands for longitude, latitude in rings[0])
    assert all(rings[0][0] == rings[0][-1] for rings in islands)


def test_the_script_keeps_corners_and_drops_straight_lines_holes_and_rocks(tmp_path: Path) -> None:
    square = [[25.0, 35.0], [25.05, 35.00001], [25.1, 35.0], [25.1, 35.1], [25.0, 35.1], [25.0, 35.0]]
    hole = [[25.02, 35.02], [25.03, 35.02], [25.03, 35.03], [25.02, 35.02]]
    rock = [[24.0, 35.0], [24.001, 35.0], [24.001, 35.001], [24.0, 35.0]]
    geometry = {"type": "MultiPolygon", "coordinates": [[rock], [square, hole]]}
    source, target = tmp_path / "source.geojson", tmp_path / "land.js"
    source.write_text(json.dumps({"type": "FeatureCollection", "features": [{"geometry": geometry}]}))

    main(str(source), str(target))

    assert land_in(target) == {
        "type": "MultiPolygon",
        "coordinates": [[[[25.0, 35.0], [25.1, 35.0], [25.1, 35.1], [25.0, 35.1], [25.0, 35.0]]]],
    }
