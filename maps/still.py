"""A picture as a drawing that needs neither script nor style sheet: for paper, and for pages without scripts.

It shows what the map in the browser shows at first (`static/js/map.js`), by the same rules for what gets room. SVG is
built as a tree, so every text is a text; colours are attributes, since a drawing that is loaded as an image gets no
style from its page.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from xml.etree.ElementTree import Element, SubElement, tostring

from markupsafe import Markup

from maps.distance import Point
from maps.outline import outline
from maps.picture import Marker, Patch, Picture, Pin
from maps.places import Place, places
from maps.projection import Projection
from maps.seating import DOT, TIP, Box, Spot, crowded, seated
from maps.shapes import Line
from maps.symbols import SIDE, draw_shape

WIDTH, HEIGHT, PADDING = 640, 400, 36
FONTS = "Noto Sans, sans-serif"
# The light palette of static/css/tokens.css.
WATER, LAND, SHORE, EDGE = "#dbe9ee", "#f6f1e6", "#cabfab", "#857a67"
CARD, INK, SEA, TERRA = "#ffffff", "#4b5a63", "#0b5673", "#b0472a"
LEVELS = "#fff7bc", "#fec44f", "#f08020", "#c2410c", "#6d1f05"
# Ground, edge and ink of a pin. What does not fit has a broken edge: it is told on black and white paper too.
LOOKS = {
    Pin.PLAIN: (CARD, SEA, SEA),
    Pin.NEAR: (CARD, SEA, SEA),
    Pin.GOOD: (SEA, SEA, CARD),
    Pin.POOR: (CARD, EDGE, INK),
    Pin.HERE: (TERRA, TERRA, CARD),
}
TOWN = 2  # the last rank of places whose names are set larger
FIRST_ZOOM_OF_RANK = (0, 0, 9, 10.5, 11.5)
# Where a name may stand, tried in turn, in its own widths and heights from its place; a town's may stray further.
SEATS = ((0, 0), (0, -1), (0, 1), (0.6, 0), (-0.6, 0))
TOWN_SEATS = (*SEATS, (0, 2), (0, -2), (0.6, 1), (-0.6, 1), (0, 3))
RING_SEATS = ((-0.5, 0.87), (0.5, 0.87), (-0.87, 0.5), (0.87, 0.5), (-0.5, -0.87), (0.5, -0.87), (-1, 0), (1, 0))
HOUSE_WIDTH, HOUSE_HEIGHT = 32, 34
FITS_A_DOT = 2  # letters: a number in a list, and no rent
_BESIDE_SHAPE = SIDE + 4  # pixels that a rent gives way to its shape
_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class Name:
    """A label that looks for room."""

    text: str
    size: int  # of its letters, in pixels
    spots: tuple[Spot, ...]
    is_bold: bool = False

    @property
    def width(self) -> float:
        return _width(self.text, self.size, is_bold=self.is_bold) + 8

    @property
    def height(self) -> float:
        return self.size * 1.35


def draw(picture: Picture, width: int = WIDTH, height: int = HEIGHT, fonts: str = FONTS) -> Markup:
    """The picture as SVG, to stand in a page or to be sent as an image."""
    plan = Projection.fitting(picture.bounds, width, height, PADDING)
    svg = Element("svg", xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}", role="img")
    svg.attrib |= {"width": str(width), "height": str(height), "font-family": fonts}
    SubElement(svg, "title").text = _text(picture.texts.title)
    _ground(svg, plan)
    _patches(svg, plan, picture.patches)
    _circles(svg, plan, picture)
    house = Box.upon(plan.spot(picture.centre), HOUSE_WIDTH, HOUSE_HEIGHT)
    foot = _foot(picture.texts.attribution, plan)
    pins = sorted(picture.markers, key=lambda marker: marker.kind != Pin.HERE)  # the first get the room
    boxes = [Box.upon(plan.spot(pin.point), *_pin_size(pin)) for pin in pins]
    are_dots = list(crowded(boxes, [plan.spot(pin.point) for pin in pins], [house]))
    taken = [house, foot, *(box for box, is_dot in zip(boxes, are_dots, strict=True) if not is_dot)]
    dots = [_small(pin, plan.spot(pin.point)) for pin, is_dot in zip(pins, are_dots, strict=True) if is_dot]
    _write_names(svg, list(_names(plan, picture)), Box(0, 0, width, height), [*taken, *dots])
    _house(svg, plan.spot(picture.centre))
    if picture.point:
        _target(svg, plan.spot(picture.point))
    for pin, is_dot in reversed(list(zip(pins, are_dots, strict=True))):
        _pin(svg, pin, plan.spot(pin.point), is_dot=is_dot)
    SubElement(svg, "rect", _rect(foot), fill=CARD)
    _write_sources(svg, picture.texts.attribution, foot)
    return Markup(tostring(svg, encoding="unicode"))


def _ground(svg: Element, plan: Projection) -> None:
    ground = outline()
    SubElement(svg, "rect", width=str(plan.width), height=str(plan.height), fill=WATER)
    SubElement(svg, "path", d=_path(plan.areas(ground.land), closed=True), fill=LAND, stroke=SHORE)
    broken = {"fill": "none", "stroke": SHORE, "stroke-dasharray": "1 3"}
    SubElement(svg, "path", broken, d=_path(plan.strokes(ground.borders)))


def _patches(svg: Element, plan: Projection, patches: Iterable[Patch]) -> None:
    """A step of the scale is darker than the one before: on black and white paper too."""
    for patch in patches:
        left, bottom = plan.spot(Point(patch.box.south, patch.box.west))
        right, top = plan.spot(Point(patch.box.north, patch.box.east))
        look = {"fill": LEVELS[patch.level - 1], "fill-opacity": "0.75", "stroke": EDGE, "stroke-opacity": "0.6"}
        SubElement(SubElement(svg, "rect", _rect(Box(left, top, right, bottom)), **look), "title").text = patch.title


def _circles(svg: Element, plan: Projection, picture: Picture) -> None:
    for ring in picture.rings:
        broken = {"fill": "none", "stroke": EDGE, "stroke-dasharray": "3 5"}
        SubElement(svg, "circle", _circle(plan.spot(picture.origin), plan.pixels(ring.radius_km)), **broken)
    if picture.drawn:
        look = {"fill": TERRA, "fill-opacity": "0.08", "stroke": TERRA, "stroke-width": "2.5"}
        SubElement(svg, "path", look, d=_path([tuple(map(plan.spot, picture.drawn))], closed=True))
    if picture.area:
        filled = {"fill": SEA, "fill-opacity": "0.18", "stroke": SEA, "stroke-width": "2"}
        SubElement(svg, "circle", _circle(plan.spot(picture.area.point), plan.pixels(picture.area.radius_km)), **filled)


def _names(plan: Projection, picture: Picture) -> Iterator[Name]:
    """The most important first."""
    if picture.area:
        yield _name_of(picture.area.label, plan.spot(picture.area.point), is_town=True)
    x, y = plan.spot(picture.origin)
    for ring in picture.rings:
        radius = plan.pixels(ring.radius_km)
        yield Name(ring.label, 12, tuple((x + dx * radius, y + dy * radius) for dx, dy in RING_SEATS))
    for place in _places_in(plan):
        yield _name_of(place.name(picture.language), plan.spot(place.point), is_town=place.rank <= TOWN)


def _places_in(plan: Projection) -> Iterable[Place]:
    seen = plan.seen
    return (place for place in places() if place.point in seen and plan.zoom >= FIRST_ZOOM_OF_RANK[place.rank])


def _name_of(text: str, spot: Spot, *, is_town: bool) -> Name:
    size = 14 if is_town else 12
    wide, high = _width(text, size, is_bold=is_town) + 8, size * 1.35
    seats = TOWN_SEATS if is_town else SEATS
    return Name(text, size, tuple((spot[0] + dx * wide, spot[1] + dy * high) for dx, dy in seats), is_town)


def _write_names(svg: Element, names: Sequence[Name], frame: Box, taken: Sequence[Box]) -> None:
    rooms = seated(((name.spots, name.width, name.height) for name in names), frame, taken)
    for name, spot in zip(names, rooms, strict=True):
        if spot:
            _write(svg, name.text, spot, name.size, INK, is_bold=name.is_bold, halo=LAND)


def _house(svg: Element, foot: Spot) -> None:
    """Terracotta walls and door, white inside, standing on its point."""
    x, y = foot
    place = f"translate({x - HOUSE_WIDTH / 2:.1f} {y - HOUSE_HEIGHT:.1f})"
    house = SubElement(svg, "g", transform=place, fill=TERRA)
    SubElement(house, "path", d="M16 1 31 16V33H1V16Z")
    SubElement(house, "path", d="M16 5 27.500 16.500V30H4.500V16.500Z", fill=CARD)
    SubElement(house, "path", d="M12.500 19h7v11h-7Z")


def _target(svg: Element, middle: Spot) -> None:
    """A point in a ring: what is measured from, where that is not the house."""
    SubElement(svg, "circle", _circle(middle, 9.0) | {"fill": CARD, "stroke": INK, "stroke-width": "3"})
    SubElement(svg, "circle", _circle(middle, 3.0), fill=INK)


def _pin(svg: Element, pin: Marker, spot: Spot, *, is_dot: bool) -> None:
    ground, edge, ink = LOOKS[pin.kind]
    look = {"fill": ground, "stroke": edge, "stroke-width": "1.5"}
    if pin.kind is Pin.POOR:
        look["stroke-dasharray"] = "3 2"
    own = None if pin.kind is Pin.PLAIN else ink
    x, y = spot
    if is_dot:
        SubElement(svg, "rect", _rect(_small(pin, spot)), rx="4", **look)
        short = pin.short or ("" if pin.drawn else pin.label)
        if pin.flats or 0 < len(short) <= FITS_A_DOT:
            _write(svg, short, spot, 12, ink, is_bold=True)
        elif pin.drawn:
            draw_shape(svg, pin.drawn, x - SIDE / 2, y - SIDE / 2, own)
        return
    width, height = _pin_size(pin)
    body = Box(x - width / 2, y - height, x + width / 2, y - TIP)
    SubElement(svg, "path", d=f"M{x - 5:.1f} {y - TIP:.1f}h10l-5 {TIP}Z", fill=edge)
    SubElement(svg, "rect", _rect(body), rx="4", **look)
    middle = (body.top + body.bottom) / 2
    if pin.drawn:
        draw_shape(svg, pin.drawn, body.left + 7, middle - SIDE / 2, own)
        x += _BESIDE_SHAPE / 2
    _write(svg, pin.label, (x, middle), 13, ink, is_bold=True)


def _small(pin: Marker, spot: Spot) -> Box:
    """A pin without its rent; of several flats at one point it has room for their numbers."""
    width = _width(pin.short, 12, is_bold=True) + 8 if pin.flats else 0.0
    return Box.around(spot, max(2 * DOT, width), 2 * DOT)


def _pin_size(pin: Marker) -> tuple[float, float]:
    beside = _BESIDE_SHAPE if pin.drawn else 0
    return _width(pin.label, 13, is_bold=True) + 14 + beside, 24.0 + TIP


def _foot(text: str, plan: Projection) -> Box:
    """The lower right corner names the sources."""
    return Box(max(0, plan.width - _width(text, 11) - 12), plan.height - 18, plan.width, plan.height)


def _write_sources(svg: Element, text: str, foot: Box) -> None:
    """As wide as their corner in any font: an image is drawn with other fonts than its page, and cut them off."""
    middle = (foot.left + foot.right) / 2, (foot.top + foot.bottom) / 2
    _write(svg, text, middle, 11, INK)
    svg[-1].attrib |= {"textLength": f"{foot.right - foot.left - 12:.1f}", "lengthAdjust": "spacingAndGlyphs"}


def _write(
    svg: Element, text: str, middle: Spot, size: int, ink: str, *, is_bold: bool = False, halo: str | None = None
) -> None:
    """Text around its middle; with a halo it is written twice, as not every reader of SVG knows which comes first."""
    look = {"x": f"{middle[0]:.1f}", "y": f"{middle[1] + size * 0.36:.1f}", "font-size": str(size)}
    look |= {"text-anchor": "middle", "direction": _direction(text)}
    if is_bold:
        look["font-weight"] = "600"
    if halo:
        around = {"stroke": halo, "stroke-width": "4", "stroke-linejoin": "round", "aria-hidden": "true"}
        SubElement(svg, "text", look | around, fill=halo).text = _text(text)
    SubElement(svg, "text", look, fill=ink).text = _text(text)


def _direction(text: str) -> str:
    """That of its first letter, whatever the page's."""
    strong = (unicodedata.bidirectional(sign) for sign in text)
    return "rtl" if next((kind for kind in strong if kind in ("L", "R", "AL")), "L") != "L" else "ltr"


def _text(text: str) -> str:
    """Without what no XML can hold."""
    return _NOT_XML.sub("\N{REPLACEMENT CHARACTER}", text)


def _width(text: str, size: int, *, is_bold: bool = False) -> float:
    """About as wide as Noto Sans, rather too much than too little: nobody here can measure it."""
    ems = sum(1.0 if unicodedata.east_asian_width(sign) in "WF" else _EMS.get(sign, 0.57) for sign in text)
    return ems * size * (1.07 if is_bold else 1)


_EMS = dict.fromkeys(" .,·'|ιίϊilj:;()-\xa0", 0.3) | dict.fromkeys("ΜΩΦΨΘΟQΗΝMNOHGDwωφψWm@%", 0.72)


def _circle(spot: Spot, radius: float) -> dict[str, str]:
    return {"cx": f"{spot[0]:.1f}", "cy": f"{spot[1]:.1f}", "r": f"{radius:.1f}"}


def _rect(box: Box) -> dict[str, str]:
    width, height = box.right - box.left, box.bottom - box.top
    return {"x": f"{box.left:.1f}", "y": f"{box.top:.1f}", "width": f"{width:.1f}", "height": f"{height:.1f}"}


def _path(lines: Iterable[Line], *, closed: bool = False) -> str:
    end = "Z" if closed else ""
    return "".join(f"M{'L'.join(f'{x:.1f} {y:.1f}' for x, y in line)}{end}" for line in lines)
