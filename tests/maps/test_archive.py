"""An archive of tiles: every tile is found where the specification puts it, and a broken file says what is wrong."""

import os
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from maps.archive import NotAnArchive, find_archive, number_of, open_archive
from maps.distance import BoundingBox
from tests.support.archives import MVT, archive, number, picture, pyramid

ALL = {place: bytes(place) * 5 for place in pyramid(range(5))}


def written(folder: Path, content: bytes) -> Path:
    path = folder / "ground.pmtiles"
    path.write_bytes(content)
    return path


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        ((0, 0, 0), 0),
        ((1, 0, 0), 1),
        ((1, 0, 1), 2),
        ((1, 1, 1), 3),
        ((1, 1, 0), 4),
        ((2, 0, 0), 5),
        ((12, 3423, 1763), 19078479),
    ],
)
def test_a_tile_has_the_number_of_the_specification(place: tuple[int, int, int], expected: int) -> None:
    assert number_of(*place) == expected


def test_no_two_tiles_share_a_number_and_none_is_left_out() -> None:
    assert sorted(number_of(*place) for place in ALL) == list(range(len(ALL)))
    assert [number_of(*place) for place in ALL] == [number(place) for place in ALL]


@pytest.mark.parametrize("leaf_size", [0, 1, 7, 1000])
def test_every_tile_is_found_whatever_the_directories(tmp_path: Path, leaf_size: int) -> None:
    opened = open_archive(written(tmp_path, archive(ALL, leaf_size=leaf_size)))
    assert {place: opened.tile(*place) for place in ALL} == ALL


def test_what_is_not_there_is_none(tmp_path: Path) -> None:
    sea, land = b"sea", b"land"
    tiles = {(2, 0, 0): sea, (2, 1, 0): sea, (2, 1, 1): sea, (2, 3, 0): land}  # three that follow one another are one
    opened = open_archive(written(tmp_path, archive(tiles)))
    assert {place: opened.tile(*place) for place in pyramid([2]) if opened.tile(*place)} == tiles
    assert [opened.tile(*place) for place in ((1, 0, 0), (3, 0, 0), (2, 4, 0), (2, 0, 4), (2, 10**9, 0))] == [None] * 5


def test_it_says_what_it_holds(tmp_path: Path) -> None:
    words = '© <a href="https://example.org">Some</a>&amp;body<script>'
    opened = open_archive(written(tmp_path, archive(ALL, MVT, attribution=words)))
    assert (opened.is_vector, opened.is_gzipped, opened.zooms) == (True, True, (0, 4))
    assert opened.box == BoundingBox(34.7, 23.4, 35.8, 26.4)
    assert opened.attribution == "© Some&body"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "ends too early"),
        (b"GIF89a" + bytes(200), "no PMTiles archive"),
        (archive(ALL, version=2), "version 2"),
        (archive(ALL, kind=6), "of a kind"),
        (archive(ALL, compression=3), "not compressed by gzip"),
        (archive(ALL)[:140], "ends too early"),
        (archive(ALL).replace(b"\x1f\x8b\x08", b"\x1f\x8b\x09"), "compressed in it is broken"),
        (archive(ALL, box=(26, 34, 23, 35)), "says of itself"),
        (archive(ALL, box=(23, 134, 26, 135)), "says of itself"),
        (archive(ALL, metadata="{"), "says of itself"),
        (archive(ALL, metadata="[" * 1_000_000), "says of itself"),
    ],
)
def test_a_file_that_cannot_be_used_says_why(tmp_path: Path, content: bytes, words: str) -> None:
    path = written(tmp_path, content)
    with pytest.raises(NotAnArchive, match=words):
        open_archive(path)
    assert find_archive(path) is None


def test_a_broken_file_is_read_once_until_it_is_changed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = written(tmp_path, archive(ALL, metadata="{"))
    assert find_archive(path) is None
    with monkeypatch.context() as closed:
        closed.setattr(os, "pread", None)
        assert find_archive(path) is None
    written(tmp_path, archive(ALL))
    assert find_archive(path) is not None


def test_a_file_that_could_not_be_read_is_tried_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_details: object) -> bytes:
        raise PermissionError

    path = written(tmp_path, archive(ALL))
    with monkeypatch.context() as closed:
        closed.setattr(os, "pread", refuse)
        assert find_archive(path) is None
    assert find_archive(path) is not None


def test_a_file_that_is_not_there_is_none(tmp_path: Path) -> None:
    with pytest.raises(NotAnArchive, match="no such file"):
        open_archive(tmp_path / "nowhere.pmtiles")
    assert find_archive(None) is None


def test_a_file_that_was_changed_is_read_anew(tmp_path: Path) -> None:
    path = written(tmp_path, archive(ALL))
    before = open_archive(path)
    assert open_archive(path) is before
    written(tmp_path, archive({(0, 0, 0): picture(1, 2, 3)}))
    os.utime(path, ns=(1, 1))
    after = open_archive(path)
    assert (after.zooms, after.edition != before.edition) == ((0, 0), True)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(wrong=st.lists(st.tuples(st.integers(0, 600), st.integers(0, 255)), min_size=1, max_size=6))
def test_no_broken_byte_does_more_than_be_said(tmp_path: Path, wrong: list[tuple[int, int]]) -> None:
    content = bytearray(archive(ALL, leaf_size=50))
    for place, byte in wrong:
        content[place % len(content)] = byte
    path = written(tmp_path, bytes(content))
    os.utime(path, ns=(1, hash(bytes(content)) % 2**40))
    with suppress(NotAnArchive):
        opened = open_archive(path)
        for place in list(ALL)[::37]:
            opened.tile(*place)
