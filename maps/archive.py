"""A PMTiles archive: one file with all tiles of a region, read tile by tile.

Version 3: https://github.com/protomaps/PMTiles/blob/main/spec/v3/spec.md. The file is the installation's own, yet
every number in it is doubted: a broken one is `NotAnArchive`, never a crash.
"""

import json
import os
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import islice
from pathlib import Path
from struct import Struct

from markupsafe import Markup

from maps.distance import BoundingBox

# Magic, version; root, metadata, leaves, tiles (each offset and length); three counts; clustered, two compressions,
# kind, zooms; the box in ten-millionths of a degree; zoom and place of the middle.
_HEADER = Struct("<7sB11Q6B4iB2i")
_PLAIN, _GZIP = 1, 2  # compressions; that of others is not read by Python, nor by every browser
_MOST = 16 * 1024**2  # bytes of a directory or a tile
_DEEPEST = 4  # directories on the way to a tile; the specification knows two, other readers take up to four
_DEGREE = 10_000_000

KINDS = {
    1: "application/vnd.mapbox-vector-tile",
    2: "image/png",
    3: "image/jpeg",
    4: "image/webp",
    5: "image/avif",
}


class NotAnArchive(Exception):
    """The file cannot be used; the message says why."""


class _Unread(NotAnArchive):
    """The file could not be read this time."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Where the tiles from `first` on lie: one content for `run` of them, or for 0 a directory that knows more."""

    first: int
    run: int
    offset: int
    length: int


@dataclass(frozen=True, slots=True)
class Archive:
    """What is told of an archive; its tiles stay in the file until they are asked for."""

    path: Path
    edition: int  # another one when the file was changed; as large as a number in an address may be
    kind: str  # of MIME
    is_gzipped: bool  # each tile by itself
    zooms: tuple[int, int]
    box: BoundingBox
    attribution: str  # plain, as the maker of the tiles wants it
    _root: tuple[int, int] = field(repr=False)
    _leaves: int = field(repr=False)
    _tiles: int = field(repr=False)

    @property
    def is_vector(self) -> bool:
        return self.kind == KINDS[1]

    def tile(self, zoom: int, column: int, row: int) -> bytes | None:
        """The tile as it lies in the file; None where there is none."""
        if not self.zooms[0] <= zoom <= self.zooms[1] or column >> zoom or row >> zoom:
            return None
        number, (offset, length) = number_of(zoom, column, row), self._root
        for _ in range(_DEEPEST):
            entry = _find(_directory(self.path, self.edition, offset, length), number)
            if entry is None:
                return None
            if entry.run:
                return _read(self.path, self._tiles + entry.offset, entry.length)
            offset, length = self._leaves + entry.offset, entry.length
        return None


def open_archive(path: Path) -> Archive:
    """The archive at this path, read anew when the file was changed. Raises NotAnArchive."""
    try:
        found = path.stat()
    except OSError as error:
        raise NotAnArchive("no such file, or it may not be read") from error
    opened = _opened(path, zlib.crc32(f"{found.st_mtime_ns} {found.st_size}".encode()) >> 1)
    if isinstance(opened, str):
        raise NotAnArchive(opened)
    return opened


def find_archive(path: Path | None) -> Archive | None:
    """The same for who can do without."""
    try:
        return open_archive(path) if path else None
    except NotAnArchive:
        return None


@lru_cache(maxsize=4)
def _opened(path: Path, edition: int) -> Archive | str:
    """The archive, or why it cannot be used: a broken one is not read anew for every map either."""
    try:
        return _described(path, edition)
    except _Unread:
        raise  # rights may change while the file does not
    except NotAnArchive as error:
        return str(error)


def _described(path: Path, edition: int) -> Archive:
    content = _read(path, 0, _HEADER.size)
    if not content.startswith(b"PMTiles"):
        raise NotAnArchive("it is no PMTiles archive")
    (_, version, *places, inner, outer, kind, least, most, west, south, east, north, _, _, _) = _HEADER.unpack(content)
    if version != 3:
        raise NotAnArchive(f"it is of version {version} of PMTiles: convert it to 3")
    root, metadata, leaves, tiles = zip(places[:8:2], places[1:8:2], strict=True)
    if kind not in KINDS:
        raise NotAnArchive("its tiles are of a kind that maps here do not show: it is vector (MVT) or pictures")
    if inner not in (_PLAIN, _GZIP) or outer not in (_PLAIN, _GZIP):
        raise NotAnArchive("it is not compressed by gzip")
    try:
        box = BoundingBox(south / _DEGREE, west / _DEGREE, north / _DEGREE, east / _DEGREE)
        told = json.loads(_inflated(_read(path, *metadata))) if metadata[1] else {}
    except (ValueError, RecursionError):
        raise NotAnArchive("what it says of itself cannot be read") from None
    _directory(path, edition, *root)
    words = told.get("attribution") if isinstance(told, dict) else None
    return Archive(
        path=path,
        edition=edition,
        kind=KINDS[kind],
        is_gzipped=outer == _GZIP,
        zooms=(least, most),
        box=box,
        attribution=Markup(words).striptags() if isinstance(words, str) else "",
        _root=root,
        _leaves=leaves[0],
        _tiles=tiles[0],
    )


def number_of(zoom: int, column: int, row: int) -> int:
    """The tile's place on the Hilbert curve of its zoom, behind all tiles of lesser zooms."""
    number, x, y = (4**zoom - 1) // 3, column, row
    for level in range(zoom - 1, -1, -1):
        side = 1 << level
        right, below = x >> level & 1, y >> level & 1
        number += side * side * (3 * right ^ below)
        if not below:
            if right:
                x, y = side - 1 - x, side - 1 - y
            x, y = y, x
    return number


def _find(entries: Sequence[Entry], number: int) -> Entry | None:
    """The last entry that begins at or before it, if that reaches so far."""
    before = bisect_right(entries, number, key=lambda entry: entry.first)
    entry = entries[before - 1] if before else None
    return entry if entry and (entry.run == 0 or number < entry.first + entry.run) else None


@lru_cache(maxsize=64)
def _directory(path: Path, edition: int, offset: int, length: int) -> Sequence[Entry]:
    """Columns of small numbers, one after the other: tiles as differences, runs, lengths, offsets."""
    numbers = _varints(_inflated(_read(path, offset, length)))
    count = next(numbers, 0)
    steps, runs, lengths, places = (list(islice(numbers, count)) for _ in range(4))
    if not count or len(places) < count:
        raise NotAnArchive("a directory in it is broken")
    entries, first, end = [], 0, 0
    for step, run, size, place in zip(steps, runs, lengths, places, strict=True):
        first, start = first + step, place - 1 if place else end  # 0: it follows the one before
        end = start + size
        entries.append(Entry(first, run, start, size))
    return tuple(entries)


def _varints(content: bytes) -> Iterator[int]:
    """Seven bits a byte, the least first, as long as the eighth is set."""
    number = shift = 0
    for byte in content:
        number |= (byte & 127) << shift
        shift += 7
        if byte < 128:
            yield number
            number = shift = 0


def _inflated(content: bytes) -> bytes:
    if not content.startswith(b"\x1f\x8b"):
        return content
    try:
        return zlib.decompressobj(wbits=zlib.MAX_WBITS | 16).decompress(content, _MOST)
    except zlib.error:
        raise NotAnArchive("what is compressed in it is broken") from None


def _read(path: Path, offset: int, length: int) -> bytes:
    if length > _MOST:
        raise NotAnArchive("a part of it is too large")
    try:
        with path.open("rb") as file:
            content = os.pread(file.fileno(), length, offset)
    except (OSError, OverflowError) as error:
        raise _Unread("it may not be read") from error
    if len(content) < length:
        raise NotAnArchive("it ends too early: it was not copied whole")
    return content
