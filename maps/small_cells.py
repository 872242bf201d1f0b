"""Which cells of a table or a map of counts and averages may be shown: none that is about fewer than five. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

FEWEST = 5  # fewer can be told apart: whoever knows one of them learns of the others

Key = TypeVar("Key")


@dataclass(frozen=True, slots=True)
class Shown(Generic[Key]):
    """What is told of cells and of them all together; None is not told."""

    cells: Mapping[Key, int | None]
    total: int | None


def hide_small(sizes: Mapping[Key, int]) -> Shown[Key]:
    """The sizes of the cells, without what is about one to four, and without what would give such a cell away.

    Whoever takes the shown cells from the total learns what the hidden ones hold together. So the next smallest cells
    are hidden with them until that is five at least and spreads over two cells in more than one way; where no cell is
    left for that, the total is hidden too. Of two cells that are as large, the earlier one is hidden. An empty cell
    is shown, since nobody is in it; so a hidden one is known to hold somebody.
    An average may be shown where its cell's size is.
    """
    hidden = _to_hide(sizes)
    total_is_safe = not hidden or _is_safe([sizes[key] for key in hidden])
    cells = {key: None if key in hidden else size for key, size in sizes.items()}
    return Shown(cells, sum(sizes.values()) if total_is_safe else None)


def gather_small(sizes: Mapping[Key, int], least: int = FEWEST) -> tuple[dict[Key, int], int]:
    """The parts of `least` and more that are told of a whole that is told too, and what is in all others, which are not
    named.

    So several tables of one whole may stand on a page. What is gathered is `least` too and comes from more than one
    part; where no other way is left, all parts are gathered. Of a whole of fewer nothing is to be told: there are no
    parts then.
    """
    hidden = _to_hide(sizes, least)
    if hidden and not _is_safe([sizes[key] for key in hidden], least):
        return {}, sum(sizes.values())
    told = {key: size for key, size in sizes.items() if size and key not in hidden}
    return told, sum(sizes[key] for key in hidden)


def gather_neighbours(sizes: Iterable[tuple[Key, int]], least: int = FEWEST) -> list[tuple[Key, Key, int]]:
    """Parts that stand in a row, such as months, put together with their neighbours until each stretch holds `least`:
    its first part, its last, and what is in it. None where all together are fewer.

    The last part of a stretch is not known from its sum: those before it may hold any number below `least`.
    """
    stretches: list[tuple[Key, Key, int]] = []
    begun: tuple[Key, Key, int] | None = None
    for key, size in sizes:
        begun = (begun[0], key, begun[2] + size) if begun else (key, key, size)
        if begun[2] >= least:
            stretches.append(begun)
            begun = None
    if begun and stretches:
        first, _last, held = stretches.pop()
        stretches.append((first, begun[1], held + begun[2]))
    return stretches


def _to_hide(sizes: Mapping[Key, int], least: int = FEWEST) -> list[Key]:
    """What is small, and the next smallest until that is told by no sum; they may all be too few."""
    filled = sorted((key for key in sizes if sizes[key]), key=lambda key: sizes[key])
    hidden = [key for key in filled if sizes[key] < least]
    for key in filled[len(hidden) :]:
        if not hidden or _is_safe([sizes[k] for k in hidden], least):
            break
        hidden.append(key)
    return hidden


def _is_safe(hidden: list[int], least: int = FEWEST) -> bool:
    """Whether the sum of hidden cells, each of which holds somebody, tells nothing of a single one."""
    return len(hidden) > 1 and sum(hidden) >= max(least, len(hidden) + 1)
