"""Maps drawn on the server: well formed, with room for what matters, and every text a text."""

import re
from dataclasses import replace
from itertools import combinations

import pytest
from lxml import etree

from core.config import ROOT
from maps import still
from maps.distance import Point
from maps.picture import Area, MapTexts, Marker, Picture, Pin, Ring
from maps.still import draw
from maps.symbols import COLOURS

SVG = "{http://www.w3.org/2000/svg}"
HOSTILE = "</script><img src=x onerror=alert(1)>\"'&amp;${alert(1)}`{{ 7 * 7 }}\x07\ufffe]]>"
TAGS = {"svg", "title", "g", "path", "rect", "circle", "text"}
READ_BACK = HOSTILE.replace("\x07", "\ufffd").replace("\ufffe", "\ufffd")
TEXTS = MapTexts(title="Flats", zoom_in="+", zoom_out="-", close="x", attribution="Coast: X", trouble="!")
PICTURE = Picture(
    centre=Point(35.3387, 25.1442),
    centre_name="Heraklion",
    texts=TEXTS,
    language="en",
    markers=(
        Marker("1", Point(35.3100, 25.1265), "410 €", Pin.PLAIN, "Flat", shape="done"),
        Marker("2", Point(35.3101, 25.1266), "420 €", Pin.PLAIN, "Flat", shape="bars-2"),
        Marker("3", Point(35.3175, 25.1640), "380 €", Pin.HERE, "Flat"),
    ),
    rings=(Ring(1, "1 km"), Ring(2, "2 km")),
    radius_km=4,
)


OLIVE, SEA = COLOURS["done"], COLOURS["bars-2"]


def drawn(picture: Picture) -> etree._Element:
    return etree.fromstring(draw(picture).encode())


def said(picture: Picture) -> list[str]:
    """What is written, the halo behind it left out."""
    return [text.text or "" for text in drawn(picture).iter(f"{SVG}text") if not text.get("aria-hidden")]


def test_it_shows_land_and_water_rings_with_their_figures_places_rents_and_sources() -> None:
    svg = drawn(PICTURE)

    assert svg.findtext(f"{SVG}title") == "Flats"
    assert {"Heraklion", "Nea Alikarnassos", "1 km", "2 km", "380 €", "Coast: X"} <= set(said(PICTURE))
    [water, *_] = svg.iter(f"{SVG}rect")
    [land, borders, *_] = svg.iter(f"{SVG}path")
    assert (water.get("fill"), land.get("fill"), borders.get("fill")) == (still.WATER, still.LAND, "none")
    assert len(land.get("d", "")) > 100
    assert len(borders.get("d", "")) > 20


def test_two_flats_side_by_side_are_shapes_alone_and_the_flat_of_the_page_stands_out() -> None:
    svg = drawn(PICTURE)

    assert {"410 €", "420 €"} & set(said(PICTURE)) == set()
    assert [rect.get("width") for rect in svg.iter(f"{SVG}rect")].count("18.0") == 2
    assert [g.get("fill") for g in svg.iter(f"{SVG}g") if "scale" in g.get("transform", "")] == [SEA, OLIVE]
    assert [text.get("fill") for text in svg.iter(f"{SVG}text") if text.text == "380 €"] == [still.CARD]


def test_nothing_that_is_written_covers_anything_else() -> None:
    size = re.compile(r"-?[\d.]+")
    boxes = []
    for text in drawn(PICTURE).iter(f"{SVG}text"):
        if not text.get("aria-hidden"):
            x, y, high = (float(size.findall(text.get(name, ""))[0]) for name in ("x", "y", "font-size"))
            wide = 0.55 * high * len(text.text or "")
            boxes.append((x - wide / 2, y - high, x + wide / 2, y))

    assert len(boxes) > 5
    assert not [
        (a, b) for a, b in combinations(boxes, 2) if a[0] < b[2] and b[0] < a[2] and a[1] < b[3] and b[1] < a[3]
    ]


def test_an_area_is_a_circle_without_a_pin() -> None:
    home = Point(35.3391, 25.1588)
    svg = draw(replace(PICTURE, markers=(), rings=(), radius_km=None, area=Area.around_home(home, "Around here")))

    assert "Around here" in svg
    assert svg.count("<circle") == 1
    assert "25.15" not in svg


def test_hostile_text_stays_text() -> None:
    texts = replace(TEXTS, title=HOSTILE, attribution=HOSTILE)
    marker = Marker("1", Point(35.3175, 25.1640), HOSTILE, Pin.HERE, HOSTILE, (HOSTILE,))
    area = Area(Point(35.35, 25.10), 0.75, HOSTILE)
    svg = drawn(
        replace(PICTURE, texts=texts, centre_name=HOSTILE, markers=(marker,), rings=(Ring(9, HOSTILE),), area=area)
    )

    assert {element.tag.removeprefix(SVG) for element in svg.iter()} <= TAGS
    assert not [name for element in svg.iter() for name in element.attrib if name.startswith("on") or "href" in name]
    assert [text.text for text in svg.iter(f"{SVG}text")].count(READ_BACK) >= 2
    assert svg.findtext(f"{SVG}title") == READ_BACK


@pytest.mark.parametrize(("language", "name"), [("el", "Ηράκλειο"), ("en", "Heraklion"), ("fa", "Heraklion")])
def test_places_are_named_for_the_reader(language: str, name: str) -> None:
    assert name in said(replace(PICTURE, language=language))


def test_a_text_is_read_in_the_direction_of_its_letters_and_the_map_is_not_mirrored() -> None:
    rtl = replace(PICTURE, language="ar", texts=replace(TEXTS, attribution="الساحل: X"), rings=(Ring(2, "٢ كم"),))
    directions = {text.text: text.get("direction") for text in drawn(rtl).iter(f"{SVG}text")}

    assert (directions["الساحل: X"], directions["٢ كم"], directions["380 €"]) == ("rtl", "rtl", "ltr")
    assert draw(rtl).count(" d=") == draw(PICTURE).count(" d=")


@pytest.mark.parametrize("sources", ["Coast: X", "Coast: " + "a long name of those who drew it " * 9])
def test_the_sources_stay_within_the_picture_in_any_font(sources: str) -> None:
    svg = drawn(replace(PICTURE, texts=replace(TEXTS, attribution=sources)))
    [named] = [text for text in svg.iter(f"{SVG}text") if (text.text or "").startswith("Coast")]
    middle, half = float(named.get("x", "")), float(named.get("textLength", "inf")) / 2

    assert half <= middle <= float(svg.get("width", "")) - half


def test_a_drawing_of_the_whole_region_is_small() -> None:
    assert len(draw(replace(PICTURE, radius_km=120))) < 60_000


def test_the_colours_are_those_of_the_pages() -> None:
    tokens = (ROOT / "static" / "css" / "tokens.css").read_text().lower()
    used = set(re.findall(r"#[0-9a-f]{6}", (ROOT / "maps" / "still.py").read_text()))

    assert len(used) == 13
    assert [colour for colour in used if colour not in tokens] == []


@pytest.mark.parametrize("kind", [Pin.PLAIN, Pin.GOOD, Pin.NEAR, Pin.POOR])
def test_the_shape_of_a_flat_stands_beside_its_rent(kind: Pin) -> None:
    shape = "waits" if kind is Pin.PLAIN else ""
    svg = drawn(replace(PICTURE, markers=(Marker("1", Point(35.33, 25.13), "410 €", kind, "Flat", shape=shape),)))
    [beside] = [g for g in svg.iter(f"{SVG}g") if "scale" in g.get("transform", "")]
    ink = {Pin.PLAIN: COLOURS["waits"], Pin.GOOD: still.CARD, Pin.NEAR: still.SEA, Pin.POOR: still.INK}[kind]
    assert (beside.get("fill"), beside.get("color"), len(beside)) == (ink, ink, 1)


def test_every_shape_has_the_colour_that_the_style_sheet_gives_it() -> None:
    sheet, tokens = ((ROOT / "static" / "css" / name).read_text() for name in ("ground.css", "tokens.css"))
    tokens = tokens.partition('[data-bs-theme="dark"]')[0]
    given = {
        shape: re.search(rf"--st-{token}: (#\w+);", tokens)[1]
        for rule, token in re.findall(r"((?:\.st-is-[\w-]+,?\s*)+)\{ color: var\(--st-([\w-]+)\); \}", sheet)
        for shape in re.findall(r"st-is-([\w-]+)", rule)
    }
    assert given == COLOURS
    assert set(re.findall(r'symbol id="([\w-]+)"', (ROOT / "static" / "shapes.svg").read_text())) == set(COLOURS)


def test_the_numbers_of_flats_at_one_point_stand_on_a_dot_too():
    beside = Point(PICTURE.centre.latitude - 0.001, PICTURE.centre.longitude)
    one = Marker("1", beside, "1: 410 €", Pin.PLAIN, "School", short="1")
    three = replace(one, id="1-2-3", label="1, 2, 3", short="1, 2, 3", flats=(one, one, one))
    written = [text.text for text in drawn(replace(PICTURE, markers=(three,))).iter(f"{SVG}text")]
    assert "1, 2, 3" in written


def test_a_number_finds_room_on_a_dot_where_a_rent_does_not():
    beside = Point(PICTURE.centre.latitude - 0.001, PICTURE.centre.longitude)
    for label, is_written in (("1", True), ("12", True), ("410 €", False)):
        picture = replace(PICTURE, markers=(Marker("1", beside, label, Pin.PLAIN, "School"),))
        assert (label in [text.text for text in drawn(picture).iter(f"{SVG}text")]) is is_written
    crowded = Marker("1", beside, "1: 410 €", Pin.PLAIN, "School", shape="nearly", short="1")
    written = [text.text for text in drawn(replace(PICTURE, markers=(crowded,))).iter(f"{SVG}text")]
    assert ("1" in written, "1: 410 €" in written) == (True, False)
