"""A picture as HTML, script and style addresses. The only importer of folium.

folium draws what has no words: the map, tiles, rings, the area, the first view. Whatever carries text goes to
`static/js/map.js` as one JSON literal and becomes text nodes there, since folium writes popups, icons and attributions
into JavaScript and HTML as they are, and puts rendered scripts through Jinja a second time.

The page needs no inline script or style: `body` goes where the map stands, and then, in this order and after it,
come the files of `scripts` and the answer of a view whose body is `script`. The same picture always gives the same
bytes, so that page and script agree although two requests render them.
"""

import json
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import lru_cache
from typing import NamedTuple

import folium
from branca.element import Element, Figure
from markupsafe import Markup, escape

from maps.distance import BoundingBox, Point
from maps.picture import Picture, Pin, Tiles
from maps.places import places
from maps.points import describe, describe_sight
from maps.region import region

_SCRIPTS = ("joined/map.js", "land/{region}.js")
_PATCH_SCRIPT = "js/patches.js"  # where some ground is coloured
_VECTOR_SCRIPTS = ("vendor/protomaps-leaflet/protomaps-leaflet.js", "js/tiles.js")  # drawing them costs 38 kB
_STYLES = ("joined/map.css",)

_KEPT = 128  # of the last drawings
_FAREST_ZOOM, _NEAREST_ZOOM = 8, 18
_NEAREST_FIRST_ZOOM = 15  # one marker beside the centre is still seen with its surroundings
_PADDING_TOP_LEFT, _PADDING_BOTTOM_RIGHT = (40, 40), (40, 32)  # so that a pin at the edge is wholly seen

# Signs that could end a script element or begin a template literal; in JSON they only occur within strings.
_HARMLESS = str.maketrans({sign: f"\\u{ord(sign):04x}" for sign in "<>&'`$"})
_ENTITIES = {ord(sign): f"&#{ord(sign)};" for sign in "{}`$"}  # of Jinja and of template literals


@dataclass(frozen=True, slots=True)
class RenderedMap:
    """The parts of a page that together show a map."""

    body: Markup
    script: str
    scripts: tuple[str, ...]
    styles: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Ground:
    """What of a picture has no words: all that folium draws by, and nothing that tells who looks at it."""

    box: BoundingBox  # within which the map can be moved
    centre: Point
    origin: Point
    tiles: Tiles | None
    rings_km: tuple[float, ...]
    area: tuple[Point, float] | None
    drawn: tuple[Point, ...]
    bounds: BoundingBox
    has_edges: bool  # whether just the bounds are shown


class _Drawn(NamedTuple):
    """The map's name in its script, its element, and the script."""

    name: str
    html: str
    script: str


def render(picture: Picture, static_url: str = "/static", still_url: str | None = None) -> RenderedMap:
    """Draw the picture. `static_url` is where the service answers with its static files, `still_url` where it answers
    with the same picture for browsers without scripts (maps.still)."""
    drawn = _draw(_ground_of(picture))
    words = _words(picture) | {"shapes": f"{static_url}/shapes.svg"}
    return RenderedMap(
        body=_body(picture, drawn.html, still_url),
        script=f"{drawn.script}\nstegiMap.dress({drawn.name}, {_literal(words)});\n",
        scripts=tuple(f"{static_url}/{name.format(region=region().key)}" for name in _scripts(picture)),
        styles=tuple(f"{static_url}/{name}" for name in _STYLES),
    )


def _scripts(picture: Picture) -> Sequence[str]:
    """In their order; what draws vector tiles or coloured ground only where there are some."""
    vector = _VECTOR_SCRIPTS if picture.tiles and picture.tiles.is_vector else ()
    return (*_SCRIPTS, *vector, *([_PATCH_SCRIPT] if picture.patches_at else ()))


def _ground_of(picture: Picture) -> _Ground:
    return _Ground(
        box=region().ground,
        centre=picture.centre,
        origin=picture.origin,
        tiles=None if picture.tiles and picture.tiles.is_vector else picture.tiles,
        rings_km=tuple(ring.radius_km for ring in picture.rings),
        area=(picture.area.point, picture.area.radius_km) if picture.area else None,
        drawn=picture.drawn,
        bounds=picture.bounds,
        has_edges=picture.view is not None,
    )


@lru_cache(_KEPT)
def _draw(ground: _Ground) -> _Drawn:
    """Page and script of a map are two requests, and folium takes longer than the rest of either."""
    figure = Figure()
    chart = _chart(ground).add_to(figure)
    for number, element in enumerate(_tree(figure)):
        element._id = str(number)  # folium's own are random
    figure.render()
    return _Drawn(chart.get_name(), figure.html.render().strip(), figure.script.render())


def _chart(ground: _Ground) -> folium.Map:
    chart = folium.Map(
        location=_pair(ground.centre),
        tiles=None,
        zoom_control=False,
        scroll_wheel_zoom=False,
        zoom_snap=0.25,
        max_bounds=True,
        min_lat=ground.box.south,
        max_lat=ground.box.north,
        min_lon=ground.box.west,
        max_lon=ground.box.east,
    )
    chart.options |= {"min_zoom": _FAREST_ZOOM, "max_zoom": _NEAREST_ZOOM}
    for layer in _layers(ground):
        layer.add_to(chart)
    return chart


def _layers(ground: _Ground) -> Iterator[Element]:
    if tiles := ground.tiles:
        attribution = _entities(tiles.attribution) or " "  # folium insists on one
        deepest = min(tiles.deepest or _NEAREST_ZOOM, _NEAREST_ZOOM)
        yield folium.TileLayer(tiles.url, attr=attribution, max_zoom=_NEAREST_ZOOM, max_native_zoom=deepest)
    for radius_km in ground.rings_km:
        yield _circle(ground.origin, radius_km, "st-ring")
    if ground.area:
        yield _circle(*ground.area, "st-area")
    if ground.drawn:
        yield _outline(ground.drawn)
    yield _first_view(ground)


def _outline(corners: Sequence[Point]) -> folium.Polygon:
    """What somebody drew; it looks and behaves as a circle does."""
    outline = folium.Polygon(list(map(_pair, corners)), class_name="st-drawn", fill=True)
    outline.options["interactive"] = False
    return outline


def _circle(centre: Point, radius_km: float, class_name: str) -> folium.Circle:
    """A circle that takes its look from the style sheet and lets the pointer through."""
    circle = folium.Circle(_pair(centre), radius=radius_km * 1000, class_name=class_name, fill=True)
    circle.options["interactive"] = False
    return circle


def _first_view(ground: _Ground) -> folium.FitBounds:
    """All of the bounds at once, without flying there."""
    bounds, has_edges = ground.bounds, ground.has_edges
    view = folium.FitBounds(
        [(bounds.south, bounds.west), (bounds.north, bounds.east)],
        padding_top_left=(0, 0) if has_edges else _PADDING_TOP_LEFT,
        padding_bottom_right=(0, 0) if has_edges else _PADDING_BOTTOM_RIGHT,
        max_zoom=_NEAREST_ZOOM if has_edges else _NEAREST_FIRST_ZOOM,
    )
    view.options["animate"] = False
    return view


def _words(picture: Picture) -> dict[str, object]:
    """Everything that carries text, as `stegiMap.dress` takes it."""
    return {
        "texts": asdict(picture.texts) | {"attribution": _entities(picture.texts.attribution)},
        "tiles": _vector_tiles(picture),
        "centre": [*_pair(picture.centre), picture.centre_name],
        "area": [*_pair(picture.area.point), picture.area.label] if picture.area else None,
        "origin": _pair(picture.origin),
        "point": picture.point_name if picture.point else None,
        "rings": [[ring.radius_km, ring.label] for ring in picture.rings],
        "places": [[*_pair(place.point), place.name(picture.language), place.rank] for place in places()],
        "points": picture.points,
        "patches": picture.patches_at,
        "first": picture.first and describe_sight(picture.first),
        "pins": [
            describe(marker) | {"at": _pair(marker.point)}
            for marker in sorted(picture.markers, key=lambda marker: marker.kind != Pin.HERE)  # the first get the room
        ],
    }


def _vector_tiles(picture: Picture) -> dict[str, object] | None:
    """What the browser draws by itself (static/js/tiles.js), in the reader's language."""
    tiles = picture.tiles
    if tiles is None or not tiles.is_vector:
        return None
    return {
        "url": tiles.url,
        "deepest": tiles.deepest,
        "attribution": _entities(tiles.attribution),
        "lang": picture.language,
    }


def _body(picture: Picture, html: str, still_url: str | None) -> Markup:
    """folium's own element in one that has a size, a name and always the west at its left."""
    still = Markup('<noscript><img class="st-map-still" src="{}" alt=""></noscript>').format(still_url or "")
    told = {"st-map-tiled": picture.tiles, "st-map-patched": picture.patches_at}
    classes = " ".join(["st-map", *(name for name, is_so in told.items() if is_so)])
    frame = Markup('<div class="{}" role="region" dir="ltr" aria-label="{}">{}{}</div>')
    return frame.format(classes, picture.texts.title, still if still_url else "", Markup(html))


def _literal(value: object) -> str:
    """The value as a JavaScript literal that is safe in a script file and in a script element."""
    return json.dumps(value, separators=(",", ":")).translate(_HARMLESS)


def _entities(text: str) -> str:
    """The text as HTML, for attributions: Leaflet takes nothing else."""
    return str(escape(text)).translate(_ENTITIES)


def _tree(element: Element) -> Iterator[Element]:
    yield element
    for child in element._children.values():
        yield from _tree(child)


def _pair(point: Point) -> tuple[float, float]:
    return point.latitude, point.longitude
