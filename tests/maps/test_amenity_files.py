"""Files of places of interest, as maps and offices make them: what is read from each, and what is said of the rest."""

import json
from typing import Any

import pytest

from core.errors import Refused
from core.importing.columns import known_names
from core.importing.findings import ReadFile
from core.importing.reader import MAX_BYTES, read_table
from core.importing.table import MAX_ROWS
from maps.amenities import AmenityKind
from maps.distance import Point
from maps.importing.amenity_rows import FIELDS, AmenityRow, read_amenities
from maps.importing.geojson_table import read_geojson

SCHOOL = {"reference": "7", "kind": AmenityKind.SCHOOL, "name": "3ο Γυμνάσιο", "name_en": "3rd Gymnasium"}
AT = Point(35.3312, 25.1467)
FROM_A_MAP = "osm_node_id,lat,lon,name,name_en,kind\n7,35.3312,25.1467,3ο Γυμνάσιο,3rd Gymnasium,amenity=school\n"
FROM_AN_OFFICE = (
    "Κωδικός;Ονομασία;Αγγλική ονομασία;Είδος;Πλάτος;Μήκος\n7;3ο Γυμνάσιο;3rd Gymnasium;Γυμνάσιο;35,3312;25,1467\n"
)


def read_csv(text: str, kind: AmenityKind | None = None) -> ReadFile[AmenityRow]:
    return read_amenities(read_table("places.csv", text.encode(), known_names(FIELDS)), kind)


def feature(geometry: Any, **properties: Any) -> dict[str, Any]:
    return {"type": "Feature", "geometry": geometry, "properties": properties}


def shape(kind: str, coordinates: Any) -> dict[str, Any]:
    return {"type": kind, "coordinates": coordinates}


def collected(*features: Any) -> bytes:
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def read_features(*features: Any, kind: AmenityKind | None = None) -> ReadFile[AmenityRow]:
    return read_amenities(read_geojson(collected(*features)), kind)


HERE = shape("Point", [25.1467, 35.3312])
TAGGED = {**feature(HERE, amenity="school", name="3ο Γυμνάσιο", **{"name:en": "3rd Gymnasium"}), "id": 7}
TOLD = feature(HERE, id="7", kind="σχολείο", name="3ο Γυμνάσιο", name_en="3rd Gymnasium")


@pytest.mark.parametrize(
    "read",
    [
        pytest.param(read_csv(FROM_A_MAP), id="a-map's-tags"),
        pytest.param(read_csv(FROM_AN_OFFICE), id="an-office's-words"),
        pytest.param(read_csv(FROM_A_MAP.replace("amenity=school", ""), AmenityKind.SCHOOL), id="kind-said-once"),
        pytest.param(read_features(TAGGED), id="geojson-of-a-map"),
        pytest.param(read_features(TOLD), id="geojson-of-an-office"),
    ],
)
def test_a_place_is_read_from_whatever_names_it(read: ReadFile[AmenityRow]):
    (row,) = read.good
    assert {name: getattr(row, name) for name in SCHOOL} == SCHOOL
    assert row.point == AT
    assert (read.rejected, read.warnings, read.left_out) == ((), (), ())


@pytest.mark.parametrize(
    ("word", "kind"),
    [
        ("ΦΑΡΜΑΚΕΙΟ", "pharmacy"),
        ("Κέντρο Υγείας", "clinic"),
        ("στάση", "bus-stop"),
        ("bus-stop", "bus-stop"),
        ("highway=bus_stop", "bus-stop"),
        ("Κ.Ε.Π.", "office"),
        ("office=government", "office"),
        ("κέντρο κοινότητας", "community-centre"),
        ("amenity=kindergarten", "school"),
    ],
)
def test_kinds_are_known_by_their_words(word: str, kind: str):
    assert [row.kind for row in read_csv(f"kind,lat,lon\n{word},35.3,25.1\n").good] == [kind]


@pytest.mark.parametrize(
    ("geometry", "point"),
    [
        pytest.param(shape("Point", [25.1, 35.3, 48.0]), (35.3, 25.1), id="with-a-height"),
        pytest.param(shape("MultiPoint", [[25.1, 35.3], [25.3, 35.5]]), (35.4, 25.2), id="points"),
        pytest.param(shape("LineString", [[25.1, 35.3], [25.3, 35.3]]), (35.3, 25.2), id="line"),
        pytest.param(
            shape("Polygon", [[[25.0, 35.0], [25.2, 35.0], [25.2, 35.4], [25.0, 35.0]]]), (35.2, 25.1), id="yard"
        ),
        pytest.param(
            shape("MultiPolygon", [[[[25, 35], [25.2, 35], [25.2, 35.2], [25, 35]]], [[[25.4, 35.4]] * 4]]),
            (35.2, 25.2),
            id="two-yards",
        ),
    ],
)
def test_a_shape_stands_in_the_middle_of_its_box(geometry: dict[str, Any], point: tuple[float, float]):
    (row,) = read_features(feature(geometry, kind="school")).good
    assert (row.point.latitude, row.point.longitude) == pytest.approx(point)


@pytest.mark.parametrize(
    "geometry",
    [
        pytest.param(None, id="none"),
        pytest.param(shape("GeometryCollection", []), id="collection"),
        pytest.param(shape("Point", []), id="no-coordinates"),
        pytest.param(shape("Point", ["25.1", {}]), id="no-numbers"),
        pytest.param(shape("Point", [525.1, 35.3]), id="not-on-the-globe"),
        pytest.param(shape("Point", [600_000.0, 3_900_000.0]), id="metres-of-the-greek-grid"),
        pytest.param(shape("Polygon", []), id="empty"),
        pytest.param(shape("Polygon", 7), id="no-list"),
        pytest.param(shape("MultiPolygon", [[25.1, 35.3]]), id="not-deep-enough"),
        pytest.param("Point", id="no-shape"),
    ],
)
def test_a_feature_without_a_point_is_a_row_at_fault(geometry: Any):
    read = read_features(feature(HERE, kind="school"), feature(geometry, kind="school"))
    assert [(fault.row, fault.field, fault.code) for fault in read.rejected] == [
        (2, "latitude", "required"),
        (2, "longitude", "required"),
    ]
    assert [row.row for row in read.good] == [1]


@pytest.mark.parametrize("wrong", [None, 7, [], {"properties": 7}, {"properties": {"kind": {"a": 1}, "name": ["x"]}}])
def test_whatever_stands_in_place_of_a_feature_is_told(wrong: Any):
    assert [fault.field for fault in read_features(wrong).rejected] == ["kind", "latitude", "longitude"]


def test_what_is_wrong_is_told_by_row_field_and_sentence():
    read = read_csv("kind,name,lat,lon\nschool,A,35.3,25.1\nschol,B,95,\n")
    assert [(fault.row, fault.field, str(fault.sentence)) for fault in read.rejected] == [
        (3, "kind", "“schol” is none of the words that this column knows."),
        (3, "latitude", "“95” is not between -90 and 90."),
        (3, "longitude", "The point is missing: a place needs latitude and longitude."),
    ]


def test_a_tag_of_another_kind_is_left_out_and_is_no_fault():
    read = read_csv("kind,lat,lon\nshop=bakery,35.3,25.1\namenity=pharmacy,35.3,25.1\n")
    assert (len(read.good), read.left_out, read.rejected) == (1, (2,), ())


def test_a_point_outside_the_region_is_pointed_at():
    (warning,) = read_csv("kind,name,lat,lon\nschool,1ο Δημοτικό,25.1,35.3\n").warnings
    assert (warning.code, warning.row) == ("outside-region", 2)


def test_a_row_that_names_the_same_place_again_is_counted_once():
    read = read_csv("kind,name,lat,lon\nschool,A,35.3,25.1\nschool,A,35.3,25.1\nschool,A,35.31,25.1\n")
    assert ([row.row for row in read.good], [(d.row, d.of) for d in read.duplicates]) == ([2, 4], [(3, 2)])


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "The content of the file is not GeoJSON."),
        (b"\xff\xfe\x00", "The content of the file is not GeoJSON."),
        (b"[" * 200_000, "The content of the file is not GeoJSON."),
        (b'{"features": [' + b"9" * 5_000 + b"]}", "The content of the file is not GeoJSON."),
        (b"[]", "The file holds no features: it must be a GeoJSON collection of them."),
        (b'{"type": "Feature"}', "The file holds no features: it must be a GeoJSON collection of them."),
        (collected(), "The file holds no features: it must be a GeoJSON collection of them."),
        (b" " * (MAX_BYTES + 1), "The file is larger than 20 MB. Divide it and import the parts."),
        (collected(*[0] * (MAX_ROWS + 1)), "The file has more than 20000 rows. Divide it and import the parts."),
    ],
    ids=["empty", "no-text", "endless-lists", "endless-number", "a-list", "a-feature", "none", "huge", "many"],
)
def test_a_file_that_is_none_is_refused_with_a_sentence(content: bytes, sentence: str):
    with pytest.raises(Refused) as refused:
        read_geojson(content)
    assert str(refused.value) == sentence
