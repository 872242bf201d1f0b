"""The file of a backup: what is in it, and what happens to one that is not whole."""

import errno
import gzip
import json
import os
import shutil
import tarfile
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest

from core import migrate
from core.backup import archive
from core.crypto import new_key
from core.documents.files import FileStore
from core.sealed import keys
from tests.support.backups import PHONE, content, stegi
from tests.support.keys import TEXT

BEFORE_THE_SEALING = "0006"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """The file is the same whatever it was made from."""
    return sqlite_url


def test_it_is_for_nobody_elses_eyes_and_holds_no_key_and_no_telephone(backup: Path):
    assert backup.stat().st_mode & 0o777 == 0o600
    inside = gzip.decompress(backup.read_bytes())
    assert "حداد".encode() in inside
    assert PHONE.encode() not in inside
    assert TEXT.partition(":")[2].encode() not in inside
    assert [path.name for path in backup.parent.iterdir()] == ["monday.stegi"]


def test_it_says_what_it_is(backup: Path):
    with tarfile.open(backup) as tar:
        manifest = json.load(tar.extractfile("manifest.json"))
    assert {"format", "version", "revision", "made_at", "hashes"} == set(manifest)
    assert "rows/household" in manifest["hashes"]


def test_the_documents_are_in_it_sealed_as_they_lie(filled: str, instance: Path, tmp_path: Path):
    store = FileStore.at((instance / "documents").as_uri(), None)
    sealed = {f"{number:032x}": keys().seal(b"a permit", f"document.content {number:032x}") for number in range(3)}
    for address, whole in sealed.items():
        store.write(address, whole)
    made = json.loads(stegi(filled, "backup", tmp_path / "b.stegi", "--json").stdout)
    assert made["documents"] == len(sealed)
    shutil.rmtree(instance)
    assert stegi(f"sqlite:///{tmp_path / 'other.sqlite'}", "restore", tmp_path / "b.stegi").exit_code == 0
    assert dict(store.whole()) == sealed


@pytest.mark.parametrize("share", [0.02, 0.3, 0.6, 0.99])
def test_a_changed_byte_is_found(filled: str, backup: Path, share: float):
    changed = bytearray(backup.read_bytes())
    changed[int(len(changed) * share)] ^= 0xFF
    backup.write_bytes(bytes(changed))
    _refused(filled, backup)


@pytest.mark.parametrize("whole", [b"", b"a shopping list"], ids=["empty", "words"])
def test_what_is_no_backup_is_refused(filled: str, backup: Path, whole: bytes):
    backup.write_bytes(whole)
    _refused(filled, backup)


def test_a_file_cut_short_is_refused(filled: str, backup: Path):
    backup.write_bytes(backup.read_bytes()[:-500])
    _refused(filled, backup)


@pytest.mark.parametrize("change", ["exchanged", "added", "missing", "climbing"])
def test_another_content_is_refused(filled: str, backup: Path, tmp_path: Path, change: str):
    files = dict(_files(backup))
    if change == "exchanged":
        files["rows/household"] = files["rows/household"].replace("حداد".encode(), b"Somebody")
    elif change == "added":
        files["rows/stranger"] = b"[]\n"
    elif change == "missing":
        del files["rows/household"]
    else:
        files["../outside"] = b"[]\n"
    _pack(backup, files)
    _refused(filled, backup)
    assert not (tmp_path / "outside").exists()


def test_a_backup_of_a_newer_version_is_refused(filled: str, backup: Path):
    files = dict(_files(backup))
    manifest = json.loads(files["manifest.json"])
    files["manifest.json"] = json.dumps(manifest | {"revision": "9999", "version": "9.0.0"}).encode()
    _pack(backup, files)
    result = stegi(filled, "restore", backup, "--replace")
    assert (result.exit_code, "made by version 9.0.0" in result.stderr) == (2, True)


def test_without_its_keys_it_is_refused_and_nothing_is_half_done(filled: str, backup: Path, own_keys: None):
    before = content(filled)
    for other, why in ((f"1:{new_key()}", "do not open"), ("", "STEGI_DATA_KEYS is not set")):
        result = stegi(filled, "restore", backup, "--replace", keys=other)
        assert (result.exit_code, why in result.stderr) == (2, True)
        assert content(filled) == before


def test_a_failed_backup_leaves_the_one_that_is_there(backup: Path, tmp_path: Path):
    before = backup.read_bytes()
    for url in (f"sqlite:///{tmp_path / 'nowhere' / 'stegi.sqlite'}", f"sqlite:///{tmp_path / 'new.sqlite'}"):
        assert stegi(url, "backup", backup).exit_code == 2
    assert backup.read_bytes() == before
    assert [path.name for path in backup.parent.iterdir()] == ["monday.stegi"]


def test_of_two_that_are_made_at_once_each_is_whole(tmp_path: Path):
    path, manifest = tmp_path / "monday.stegi", archive.Manifest(archive.FORMAT, "1", "0001", "2026-11-24")
    with archive.written(path, manifest) as one:
        one.add("rows/first", iter([b"x" * 100_000]))
        with archive.written(path, manifest) as other:
            other.add("rows/second", iter([b"y" * 50_000]))
        with archive.opened(path) as backup:
            assert backup.names("rows") == ["rows/second"]
    with archive.opened(path) as backup:
        assert backup.names("rows") == ["rows/first"]


def test_what_was_left_of_one_that_was_killed_goes_with_the_next_day_s(filled: str, tmp_path: Path):
    left, under_way = tmp_path / "b.stegi.part-1", tmp_path / "b.stegi.part-2"
    for part in (left, under_way):
        part.write_bytes(b"half")
    long_ago = time.time() - archive.LONGEST_BACKUP - 60
    os.utime(left, (long_ago, long_ago))
    assert stegi(filled, "backup", tmp_path / "b.stegi").exit_code == 0
    assert {path.name for path in tmp_path.glob("b.stegi*")} == {"b.stegi", under_way.name}


def test_a_disk_that_is_full_is_not_said_of_the_file(backup: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def no_room(*args: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(archive, "copyfileobj", no_room)
    said = stegi(f"sqlite:///{tmp_path / 'other.sqlite'}", "restore", backup)
    assert said.exit_code == 2
    assert "No space left on device. The file itself may be whole." in said.stderr


def test_a_folder_that_is_not_there_is_said(filled: str, tmp_path: Path):
    result = stegi(filled, "backup", tmp_path / "nowhere" / "monday.stegi", "--json")
    assert (result.exit_code, json.loads(result.stdout)["error"]["code"]) == (2, "refused")
    assert stegi(filled, "restore", tmp_path / "nowhere").exit_code == 2


def test_a_backup_of_an_older_version_is_restored_and_brought_up_to_this_one(filled: str, tmp_path: Path):
    now = content(filled)
    migrate.downgrade(filled, BEFORE_THE_SEALING)
    stegi(filled, "backup", tmp_path / "old.stegi")
    with_phones = gzip.decompress((tmp_path / "old.stegi").read_bytes())
    assert PHONE.encode() in with_phones
    other = f"sqlite:///{tmp_path / 'other.sqlite'}"
    assert stegi(other, "restore", tmp_path / "old.stegi").exit_code == 0
    restored = content(other)
    own_entry = Counter(audit_event=1, audit_value=1)  # the restore is written down
    assert _counted(restored) == _counted(now) + own_entry
    assert PHONE.encode() not in b"".join(restored["landlord"])


def _counted(rows: dict[str, list[bytes]]) -> Counter[str]:
    """How many rows each table has, with its head, which even an empty one has."""
    return Counter({table: len(lines) for table, lines in rows.items()})


def _refused(url: str, backup: Path) -> None:
    before = content(url)
    result = stegi(url, "restore", backup, "--replace")
    assert (result.exit_code, result.stderr.startswith("Error: This file is no whole backup")) == (2, True)
    assert content(url) == before


def _files(backup: Path) -> Iterator[tuple[str, bytes]]:
    with tarfile.open(backup) as tar:
        for entry in tar:
            yield entry.name, tar.extractfile(entry).read()


def _pack(backup: Path, files: dict[str, bytes]) -> None:
    folder = backup.parent
    with tarfile.open(backup, "w:gz") as tar:
        for name, inside in files.items():
            path = folder / "file"
            path.write_bytes(inside)
            tar.add(path, name)
            path.unlink()
