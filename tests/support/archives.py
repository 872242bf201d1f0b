"""Small PMTiles archives, written from the specification by themselves: nothing of maps/archive.py is used."""

import gzip
import json
import struct
import zlib
from collections.abc import Iterable, Mapping, Sequence

Place = tuple[int, int, int]  # zoom, column, row
MVT, PNG = 1, 2
CRETE = (23.4, 34.7, 26.4, 35.8)  # west, south, east, north


def archive(
    tiles: Mapping[Place, bytes],
    kind: int = PNG,
    *,
    attribution: str = "© Somebody",
    metadata: str = "",
    box: Sequence[float] = CRETE,
    leaf_size: int = 0,
    version: int = 3,
    compression: int = 2,
) -> bytes:
    """The file. With `leaf_size` so many entries lie in each directory below the root."""
    entries, data = _entries(tiles)
    leaves = b""
    if leaf_size:
        groups = [entries[start : start + leaf_size] for start in range(0, len(entries), leaf_size)]
        packed = [_packed(_directory(group)) for group in groups]
        starts = [sum(map(len, packed[:i])) for i in range(len(packed))]
        entries = [(g[0][0], 0, start, len(p)) for g, start, p in zip(groups, starts, packed, strict=True)]
        leaves = b"".join(packed)
    root = _packed(_directory(entries))
    told = _packed((metadata or json.dumps({"attribution": attribution})).encode())
    parts = [root, told, leaves, data]
    starts = [127 + sum(map(len, parts[:i])) for i in range(4)]
    places = [number for pair in zip(starts, map(len, parts), strict=True) for number in pair]
    zooms = [zoom for zoom, _, _ in tiles]
    degrees = [round(side * 1e7) for side in box]
    header = struct.pack(
        "<7sB11Q6B4iB2i",
        b"PMTiles", version, *places, len(tiles), len(entries), len(tiles),
        1, compression, 2 if kind == MVT else 1, kind, min(zooms), max(zooms), *degrees, min(zooms), 0, 0,
    )  # fmt: skip
    return header + b"".join(parts)


def number(place: Place) -> int:
    """By the curve drawn step by step, not reckoned: zooms here are small."""
    zoom, column, row = place
    return (4**zoom - 1) // 3 + _curve(zoom).index((column, row))


def _curve(zoom: int) -> list[tuple[int, int]]:
    """Of the four quarters the first lies on its side, the last on its other side."""
    if zoom == 0:
        return [(0, 0)]
    side, quarter = 1 << (zoom - 1), _curve(zoom - 1)
    return [
        *((y, x) for x, y in quarter),
        *((x, y + side) for x, y in quarter),
        *((x + side, y + side) for x, y in quarter),
        *((2 * side - 1 - y, side - 1 - x) for x, y in quarter),
    ]


def _entries(tiles: Mapping[Place, bytes]) -> tuple[list[tuple[int, int, int, int]], bytes]:
    """First, run, offset and length of each; equal tiles that follow one another are one entry."""
    entries: list[tuple[int, int, int, int]] = []
    data = b""
    last = None
    for first, content in sorted((number(place), content) for place, content in tiles.items()):
        if entries and content == last and first == entries[-1][0] + entries[-1][1]:
            begun, run, *where = entries[-1]
            entries[-1] = (begun, run + 1, where[0], where[1])
        else:
            entries.append((first, 1, len(data), len(content)))
            data += content
        last = content
    return entries, data


def _directory(entries: Sequence[tuple[int, int, int, int]]) -> bytes:
    firsts = [entry[0] for entry in entries]
    steps = [first - before for first, before in zip(firsts, [0, *firsts], strict=False)]
    offsets = [
        0 if i and offset == entries[i - 1][2] + entries[i - 1][3] else offset + 1
        for i, (_, _, offset, _) in enumerate(entries)
    ]
    columns = (steps, [entry[1] for entry in entries], [entry[3] for entry in entries], offsets)
    return varint(len(entries)) + b"".join(varint(value) for column in columns for value in column)


def _packed(content: bytes) -> bytes:
    return gzip.compress(content, mtime=0)


def varint(value: int) -> bytes:
    content = b""
    while value > 127:
        content += bytes([value & 127 | 128])
        value >>= 7
    return content + bytes([value])


def picture(red: int, green: int, blue: int) -> bytes:
    """A PNG of 256 by 256 pixels of one colour."""

    def chunk(name: bytes, content: bytes) -> bytes:
        return struct.pack(">I", len(content)) + name + content + struct.pack(">I", zlib.crc32(name + content))

    lines = (b"\0" + bytes([red, green, blue]) * 256) * 256
    head = struct.pack(">IIBBBBB", 256, 256, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(lines)) + chunk(b"IEND", b"")


def drawing(*layers: str) -> bytes:
    """A vector tile, compressed, that each layer covers wholly: `earth` and `water` of the Protomaps basemap."""
    return _packed(b"".join(_field(3, _layer(name)) for name in layers))


def _layer(name: str) -> bytes:
    side, move, line, close = 4096, 9, 26, 15
    ring = [move, 0, 0, line, *map(_zigzag, (side, 0, 0, side, -side, 0)), close]
    feature = varint(3 << 3) + varint(3) + _field(4, b"".join(map(varint, ring)))
    return varint(15 << 3) + varint(2) + _field(1, name.encode()) + _field(2, feature) + varint(5 << 3) + varint(4096)


def _field(key: int, content: bytes) -> bytes:
    return varint(key << 3 | 2) + varint(len(content)) + content


def _zigzag(value: int) -> int:
    return 2 * value if value >= 0 else -2 * value - 1


def pyramid(zooms: Iterable[int]) -> list[Place]:
    return [(zoom, column, row) for zoom in zooms for column in range(1 << zoom) for row in range(1 << zoom)]
