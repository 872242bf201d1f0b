import json
import re
from dataclasses import replace

import folium
import pytest
from lxml import html

from maps.distance import Point
from maps.picture import Area, MapTexts, Marker, Picture, Pin, Ring, Tiles
from maps.rendering import render

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}`{{ 7 * 7 }}{% raise %}\u2028'\""

PICTURE = Picture(
    centre=Point(35.3387, 25.1442),
    centre_name="Heraklion centre",
    texts=MapTexts("Flats", "Closer", "Farther", "Close", "Trouble", "Coast: X"),
    language="en",
    markers=(Marker("7", Point(35.34, 25.15), "450 €", Pin.GOOD, "Flat, 82 m²", ("Fits",), "/listings/7"),),
    rings=(Ring(1, "1 km"), Ring(5, "5 km")),
    radius_km=5,
)


def hostile_picture() -> Picture:
    marker = Marker(HOSTILE, Point(35.34, 25.15), HOSTILE, Pin.GOOD, HOSTILE, (HOSTILE,), f"/{HOSTILE}")
    return replace(
        PICTURE,
        centre_name=HOSTILE,
        texts=MapTexts(*[HOSTILE] * 6),
        markers=(marker,),
        rings=(Ring(1, HOSTILE),),
        area=Area(Point(35.34, 25.15), 0.75, HOSTILE),
        tiles=Tiles("https://tiles.example/{z}/{x}/{y}.png", HOSTILE),
    )


def words(script: str) -> dict:
    """What the page's script is given to write, read back as a browser would."""
    found = re.search(r"stegiMap\.dress\(map_1, (\{.*\})\);", script)
    assert found is not None
    return json.loads(found[1])


def many_markers(number: int) -> tuple[Marker, ...]:
    return tuple(
        Marker(
            str(i), Point(35.3 + i / 5000, 25.1), f"{400 + i} €", Pin.NEAR, f"Flat {i}", ("One line",), f"/flats/{i}"
        )
        for i in range(number)
    )


def test_a_hostile_text_ends_no_script_begins_no_template_and_is_no_template_of_jinja() -> None:
    script = render(hostile_picture()).script

    for sign in ("<", ">", "&", "`", "$", "\u2028", "49}}"):
        assert sign not in script, sign
    assert script.count("{{ 7 * 7 }}") + script.count("#123; 7 * 7 ") == 15  # Jinja has reckoned none of them


def test_a_hostile_text_arrives_as_it_was_written() -> None:
    told = words(render(hostile_picture()).script)

    (pin,) = told["pins"]
    assert [pin["label"], pin["title"], pin["lines"], pin["id"]] == [HOSTILE, HOSTILE, [HOSTILE], HOSTILE]
    assert told["centre"][2] == told["area"][2] == told["rings"][0][1] == told["texts"]["zoom_in"] == HOSTILE


def test_attributions_are_text_where_leaflet_takes_html() -> None:
    rendered = render(hostile_picture())

    attribution = words(rendered.script)["texts"]["attribution"]
    assert "<" not in attribution
    assert html.fromstring(f"<p>{attribution}</p>").text_content() == HOSTILE
    assert "\\u0026lt;/script" in rendered.script.partition("stegiMap.dress")[0]  # the tiles' own, by folium


def test_the_body_names_the_map_and_has_neither_script_nor_style() -> None:
    region = html.fragment_fromstring(str(render(hostile_picture()).body))

    assert region.get("role") == "region"
    assert region.get("aria-label") == HOSTILE
    assert region.xpath(".//script | .//style | .//@style | .//img") == []


def test_the_same_picture_gives_the_same_bytes() -> None:
    assert render(PICTURE) == render(PICTURE)


def test_folium_draws_once_what_differs_in_words_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    drawn: list[object] = []
    monkeypatch.setattr(folium.Map, "render", lambda chart, **_: drawn.append(chart))
    here = replace(PICTURE, centre=Point(35.1, 25.1))
    for picture in (here, replace(here, language="el", markers=many_markers(9), points=("/points",) * 2)):
        render(picture)
    assert len(drawn) == 1
    for other in (replace(here, rings=()), replace(here, radius_km=6), replace(here, point=Point(35.2, 25.1))):
        render(other)
    assert len(drawn) == 4


def test_nothing_comes_from_another_host() -> None:
    rendered = render(PICTURE, static_url="/s")

    assert all(address.startswith("/s/") for address in rendered.scripts + rendered.styles)
    assert "//" not in rendered.script
    assert "//" not in str(rendered.body)


def test_tiles_are_asked_for_only_when_an_address_is_set() -> None:
    tiled = replace(PICTURE, tiles=Tiles("https://tiles.example/{z}/{x}/{y}.png", "© Tiles"))

    assert "L.tileLayer" not in render(PICTURE).script
    assert "https://tiles.example/{z}/{x}/{y}.png" in render(tiled).script
    assert "st-map-tiled" in render(tiled).body


def test_what_draws_vector_tiles_is_loaded_where_there_are_some_and_their_attribution_is_text() -> None:
    vector = replace(PICTURE, tiles=Tiles("/tiles/1/{z}/{x}/{y}", HOSTILE, is_vector=True, deepest=14))
    rendered = render(vector)

    drawing = ["/static/vendor/protomaps-leaflet/protomaps-leaflet.js", "/static/js/tiles.js"]
    assert [name for name in rendered.scripts if name in drawing] == drawing
    assert [name for name in rendered.scripts if name not in drawing] == list(render(PICTURE).scripts)
    told = words(rendered.script)["tiles"]
    assert (told["url"], told["deepest"], told["lang"]) == ("/tiles/1/{z}/{x}/{y}", 14, "en")
    assert html.fromstring(f"<p>{told['attribution']}</p>").text_content() == HOSTILE
    assert "L.tileLayer" not in rendered.script


@pytest.mark.parametrize(("language", "name"), [("el", "Ηράκλειο"), ("en", "Heraklion"), ("fa", "Heraklion")])
def test_places_are_named_for_the_reader(language: str, name: str) -> None:
    told = words(render(replace(PICTURE, language=language)).script)

    assert told["places"][0] == [35.32787, 25.14341, name, 1]


def test_the_flat_of_the_page_is_drawn_before_those_that_would_take_its_room() -> None:
    here = replace(PICTURE.markers[0], id="here", kind=Pin.HERE)
    told = words(render(replace(PICTURE, markers=(*many_markers(3), here))).script)

    assert [pin["id"] for pin in told["pins"]] == ["here", "0", "1", "2"]


def test_each_marker_costs_a_line_and_not_a_page() -> None:
    sizes = {number: len(render(replace(PICTURE, markers=many_markers(number))).script) for number in (0, 20, 200)}

    assert sizes[0] < 15_000
    assert sizes[20] - sizes[0] < 20 * 200
    assert sizes[200] - sizes[0] < 200 * 200
