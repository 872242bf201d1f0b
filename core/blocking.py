"""Which rows may be about the same thing, without comparing each with each: those that share a key. Pure."""

from collections import defaultdict
from collections.abc import Hashable, Iterable

CROWD = 40  # more rows than this under one key: the key tells little
NEIGHBOURS = 12  # how far one then looks


def candidate_pairs(rows: Iterable[tuple[int, Iterable[Hashable]]]) -> set[tuple[int, int]]:
    """Each pair that shares a key once, the smaller number first. `rows` are numbers with their keys.

    Under a crowded key a row is only paired with its neighbours, so that give rows that are alike next to each other.
    """
    blocks: dict[Hashable, list[int]] = defaultdict(list)
    for number, keys in rows:
        for key in dict.fromkeys(keys):  # a row that has a key twice is no pair
            blocks[key].append(number)
    pairs: set[tuple[int, int]] = set()
    for block in blocks.values():
        reach = len(block) if len(block) <= CROWD else NEIGHBOURS
        for place, one in enumerate(block):
            pairs.update((min(one, other), max(one, other)) for other in block[place + 1 : place + 1 + reach])
    return pairs
