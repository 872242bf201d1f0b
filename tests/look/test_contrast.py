"""Every colour of the palette is told apart from the grounds it stands on, in light and in dark: WCAG 2.2, computed."""

import re
from collections.abc import Iterable, Sequence
from itertools import pairwise
from pathlib import Path

import pytest

TOKENS = (Path(__file__).parents[2] / "static/css/tokens.css").read_text("utf-8")
THEMES = ("light", "dark")

TEXT, CONTROL = 4.5, 3.0  # the least contrast of words, and of what one has to see to use it
TINTS = ("sea-1", "olive-1", "amber-1", "red-1")
GROUNDS_OF_TEXT = {
    "ink": ("paper", "card", "stone-1", "stone-2", *TINTS, "sea-2", "water", "land"),
    "ink-2": ("paper", "card", "stone-1", *TINTS, "water", "land"),
    "sea": ("paper", "card", "stone-1", "sea-1"),
    "sea-deep": ("paper", "card", "stone-1", "sea-1", "sea-2"),
    "on-sea": ("sea", "sea-deep"),
    "terra": ("paper", "card"),
    "olive": ("paper", "card", "olive-1"),
    "amber": ("paper", "card", "amber-1"),
    "red": ("paper", "card", "red-1"),
    "card": ("terra",),  # the word on a pin that is pointed at
}
GROUNDS_OF_CONTROLS = {
    "edge": ("paper", "card"),
    "sea": ("paper", "card", "stone-2", "water", "land"),
    "terra": ("paper", "card", "land"),
    "focus-ink": ("sun",),
}
LEVELS = tuple(f"level-{step}" for step in range(1, 6))
OPACITY = 0.75  # of a level on the ground of a map (patches.css)
STEP = 1.25  # the least contrast of a level with the next, for every eye
# How colours look to who lacks one kind of cone, in linear red, green and blue (Machado, Oliveira and Fernandes, 2009).
EYES = {
    "all cones": ((1, 0, 0), (0, 1, 0), (0, 0, 1)),
    "no red": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216), (-0.003882, -0.048116, 1.051998)),
    "no green": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413), (-0.011820, 0.042940, 0.968881)),
    "no blue": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602), (0.004733, 0.691367, 0.303900)),
}
DECORATION = {"stone-3", "sea-3"}  # hairlines and fills: nothing is told by them alone


def palette(theme: str) -> dict[str, str]:
    """The tokens of a theme; dark takes from light what it does not change."""
    colours: dict[str, str] = {}
    for name in THEMES[: THEMES.index(theme) + 1]:
        (block,) = re.findall(rf'\[data-bs-theme="{name}"\] \{{(.*?)\n\}}', TOKENS, re.DOTALL)
        colours |= dict(re.findall(r"--(?:st-)?([\w-]+): (#[0-9a-f]{6}|\d+, \d+, \d+);", block))
    return colours


def channels(colour: str) -> list[int]:
    if colour.startswith("#"):
        return list(bytes.fromhex(colour[1:]))
    return [int(part) for part in colour.split(",")]


def linear_light(colour: Iterable[float]) -> list[float]:
    return [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in (x / 255 for x in colour)]


def luminance(colour: str) -> float:
    return brightness(linear_light(channels(colour)))


def brightness(linear: Sequence[float]) -> float:
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    darker, lighter = sorted((luminance(one), luminance(other)))
    return (lighter + 0.05) / (darker + 0.05)


def test_the_formula_is_that_of_the_standard():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#767676", "#ffffff") == pytest.approx(4.54, abs=0.005)


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize(("grounds", "least"), [(GROUNDS_OF_TEXT, TEXT), (GROUNDS_OF_CONTROLS, CONTROL)])
def test_what_is_read_or_used_stands_out_from_its_ground(theme: str, grounds: dict[str, tuple[str, ...]], least: float):
    colours = palette(theme)
    found = {
        f"{colour} on {ground}": round(contrast(colours[colour], colours[ground]), 2)
        for colour, its_grounds in grounds.items()
        for ground in its_grounds
    }
    assert {pair: ratio for pair, ratio in found.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", THEMES)
@pytest.mark.parametrize("ground", ["land", "water"])
@pytest.mark.parametrize("eye", EYES)
def test_each_level_of_a_scale_stands_out_from_the_next_for_every_eye(theme: str, ground: str, eye: str):
    colours = palette(theme)
    seen = []
    for level in LEVELS:
        pairs = zip(channels(colours[level]), channels(colours[ground]), strict=True)
        light = linear_light(OPACITY * own + (1 - OPACITY) * under for own, under in pairs)
        seen.append(brightness([sum(a * b for a, b in zip(row, light, strict=True)) for row in EYES[eye]]))
    steps = [
        (lighter + 0.05) / (darker + 0.05) for lighter, darker in pairwise(seen if theme == "light" else seen[::-1])
    ]
    assert min(steps) >= STEP


@pytest.mark.parametrize("theme", THEMES)
def test_no_colour_is_left_out(theme: str):
    checked = GROUNDS_OF_TEXT.keys() | GROUNDS_OF_CONTROLS.keys() | DECORATION | set(LEVELS)
    grounds = {ground for pairs in (GROUNDS_OF_TEXT, GROUNDS_OF_CONTROLS) for its in pairs.values() for ground in its}
    ours = {name for name in palette(theme) if not name.startswith("bs-")}
    assert ours == checked | grounds


@pytest.mark.parametrize("theme", THEMES)
def test_the_links_of_bootstrap_have_our_colours(theme: str):
    colours = palette(theme)
    assert channels(colours["bs-link-color-rgb"]) == channels(colours["sea"])
    assert channels(colours["bs-link-hover-color-rgb"]) == channels(colours["sea-deep"])
