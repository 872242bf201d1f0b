"""The shapes of static/shapes.svg, for drawings that bring everything along."""

from collections.abc import Mapping
from copy import deepcopy
from functools import cache
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement, parse

SIDE = 12  # pixels
_FILE = Path(__file__).parents[1] / "static" / "shapes.svg"
_SVG = "{http://www.w3.org/2000/svg}"
_GRID = 16  # the shapes are drawn on
# The light palette of static/css/tokens.css, as static/css/ground.css gives it out.
_OLIVE, _SEA, _INK, _AMBER, _RED, _TERRA = "#4a6320", "#0b5673", "#4b5a63", "#7a5000", "#a01830", "#b0472a"
COLOURS = {
    "done": _OLIVE, "doing": _SEA, "new": _SEA, "todo": _INK, "waits": _AMBER, "nearly": _AMBER, "alert": _AMBER,
    "paused": _AMBER, "late": _RED, "refused": _RED, "here": _TERRA,
    "bars-1": _OLIVE, "bars-2": _SEA, "bars-3": _AMBER, "bars-4": "#16262f",
}  # fmt: skip


def draw_shape(parent: Element, kind: str, left: float, top: float, ink: str | None = None) -> None:
    """The shape with its upper left corner there, in its own colour unless another is given."""
    colour = ink or COLOURS[kind]
    place = f"translate({left:.1f} {top:.1f}) scale({SIDE / _GRID})"
    drawn = SubElement(parent, "g", transform=place, fill=colour, color=colour)
    drawn.extend(deepcopy(part) for part in _shapes()[kind])


@cache
def _shapes() -> Mapping[str, list[Element]]:
    """The parts of each, without the namespace, as a drawing has it once."""
    symbols = parse(_FILE).getroot().findall(f"{_SVG}symbol")
    for part in (part for symbol in symbols for part in symbol.iter()):
        part.tag = part.tag.removeprefix(_SVG)
    return {symbol.attrib["id"]: list(symbol) for symbol in symbols}
