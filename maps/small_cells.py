"""Which cells of a table or a map of counts and averages may be shown: none that is about fewer than five. Pure."""

from collections.abc import Mapping
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
    filled = sorted((key for key in sizes if sizes[key]), key=lambda key: sizes[key])
    hidden = [key for key in filled if sizes[key] < FEWEST]
    for key in filled[len(hidden) :]:
        if not hidden or _is_safe([sizes[k] for k in hidden]):
            break
        hidden.append(key)
    total_is_safe = not hidden or _is_safe([sizes[key] for key in hidden])
    cells = {key: None if key in hidden else size for key, size in sizes.items()}
    return Shown(cells, sum(sizes.values()) if total_is_safe else None)


def _is_safe(hidden: list[int]) -> bool:
    """Whether the sum of hidden cells, each of which holds somebody, tells nothing of a single one."""
    return len(hidden) > 1 and sum(hidden) >= max(FEWEST, len(hidden) + 1)
