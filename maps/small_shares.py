"""Of which groups it may be told how many have something, when it is known how large they are. Pure."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple, TypeVar

from maps.small_cells import FEWEST, Shown

Key = TypeVar("Key")


class Part(NamedTuple):
    """A group: how many there are, and how many of them have what is asked about."""

    size: int
    having: int

    @property
    def without(self) -> int:
        """How many have it not."""
        return self.size - self.having

    @property
    def is_few(self) -> bool:
        """Whether one to four have it, or have it not."""
        return 0 < self.having < FEWEST or 0 < self.without < FEWEST


def hide_small_shares(parts: Mapping[Key, Part]) -> Shown[Key]:
    """How many of each group have it, and of all together, without what is about one to four who have it or have it
    not, and without what would give that away. The groups are told with their sizes, each of five at least.

    Whoever takes the shown figures from the total learns what the hidden ones hold together: that is about five at
    least who have it, and five who have it not, and could be spread in more than one way. Where no group is left to
    hide with them, none is told; then the total, which is five at least on both sides, leaves each of them open. Where
    the total is few itself, nothing is told: so that tables of the same people by something else do not tell it either.
    """
    whole = _together(list(parts.values()))
    if whole.is_few:
        return Shown(dict.fromkeys(parts), None)
    hidden = _to_hide(parts)
    return Shown({key: None if key in hidden else part.having for key, part in parts.items()}, whole.having)


def _to_hide(parts: Mapping[Key, Part]) -> list[Key]:
    hidden = [key for key, part in parts.items() if part.is_few]
    mixed = [key for key, part in parts.items() if part.having and part.without and not part.is_few]
    for key in sorted(mixed, key=lambda key: min(parts[key].having, parts[key].without)):
        if not hidden or _is_safe([parts[k] for k in hidden]):
            return hidden
        hidden.append(key)
    return hidden if not hidden or _is_safe([parts[k] for k in hidden]) else list(parts)


def _is_safe(hidden: Sequence[Part]) -> bool:
    """Whether the sum of hidden groups, in each of which some have it and some not, tells nothing of a single one."""
    together = _together(hidden)
    least = max(FEWEST, len(hidden) + 1)
    return len(hidden) > 1 and together.having >= least and together.without >= least


def _together(parts: Sequence[Part]) -> Part:
    return Part(sum(part.size for part in parts), sum(part.having for part in parts))
