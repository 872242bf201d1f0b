"""The file of a backup: a compressed tar with the rows of each table, the documents, and a manifest with their hashes.

It appears under its name once it is whole, and what is taken out of it is first held against the manifest. Pure.
"""

import glob
import gzip
import json
import os
import tarfile
import time
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from errno import EACCES, EDQUOT, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EPERM, EROFS
from hashlib import sha256
from pathlib import Path
from shutil import copyfileobj
from tempfile import TemporaryDirectory, TemporaryFile
from typing import IO
from uuid import uuid4

from core.errors import Refused
from core.text import N_, Sentence

FORMAT = 1
MANIFEST = "manifest.json"
CHUNK = 1024 * 1024
PART = ".part-"  # of a file that is still being written; what follows is its own
LONGEST_BACKUP = 24 * 60 * 60  # seconds without a byte written, after which nobody is at it
DAMAGED = Sentence(N_("This file is no whole backup: something in it was changed or is missing."))
NO_ROOM = N_("The backup could not be unpacked into %(folder)s: %(why)s. The file itself may be whole.")
OF_THE_MACHINE = frozenset({EACCES, EDQUOT, EIO, EMFILE, ENFILE, ENOMEM, ENOSPC, EPERM, EROFS})  # not of the file


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup says of itself. There are no keys in it."""

    format: int
    version: str  # of the service that made it
    revision: str  # of its database
    made_at: str
    hashes: dict[str, str] = field(default_factory=dict)  # SHA-256 of each file in it


class Writer:
    """Adds files to a backup that is being made."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        self.hashes: dict[str, str] = {}

    def add(self, name: str, chunks: Iterator[bytes]) -> None:
        """Add one file, whose length nobody knows before."""
        digest = sha256()
        with TemporaryFile() as file:
            for chunk in chunks:
                digest.update(chunk)
                file.write(chunk)
            entry = tarfile.TarInfo(name)
            entry.size, entry.mode = file.tell(), 0o600
            file.seek(0)
            self._tar.addfile(entry, file)
        self.hashes[name] = digest.hexdigest()


@contextmanager
def written(path: Path, manifest: Manifest) -> Iterator[Writer]:
    """A new backup at the path; when anything fails, what was there before is there still.

    Of two that are made at once each has a part of its own: the last that is whole stays.
    """
    _forget_parts(path)
    part = path.with_name(f"{path.name}{PART}{uuid4().hex}")
    try:
        with open(part, "wb", opener=_private) as file:
            with tarfile.open(fileobj=file, mode="w:gz") as tar:
                writer = Writer(tar)
                yield writer
                said = asdict(manifest) | {"hashes": writer.hashes}
                writer.add(MANIFEST, iter([json.dumps(said, indent=2).encode()]))
            file.flush()
            os.fsync(file.fileno())
        part.replace(path)
    finally:
        part.unlink(missing_ok=True)


def _forget_parts(path: Path) -> None:
    """What was left of a backup whose process was killed long ago."""
    for part in path.parent.glob(f"{glob.escape(path.name)}{PART}*"):
        if part.stat().st_mtime < time.time() - LONGEST_BACKUP:
            part.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was found to be whole, laid out in a folder."""

    manifest: Manifest
    folder: Path

    def names(self, under: str) -> list[str]:
        """The files of one kind, in order."""
        return sorted(name for name in self.manifest.hashes if name.startswith(f"{under}/"))

    def open(self, name: str) -> IO[bytes]:
        """One of the files."""
        return (self.folder / name).open("rb")


@contextmanager
def opened(path: Path) -> Iterator[Backup]:
    """The backup at the path. Raises Refused when it is not whole."""
    with TemporaryDirectory(prefix="stegi-restore-") as folder:
        yield _checked(path, Path(folder))


def _checked(path: Path, folder: Path) -> Backup:
    try:
        with gzip.open(path) as stream, tarfile.open(fileobj=stream, mode="r:") as tar:
            _lay_out(tar, folder.resolve())
            while stream.read(CHUNK):  # to its end, where gzip checks the whole
                pass
        manifest = Manifest(**json.loads((folder / MANIFEST).read_bytes()))
        found = {name: _hash(folder / name) for name in manifest.hashes}
    except (tarfile.TarError, zlib.error, EOFError, OSError, ValueError, TypeError) as error:
        if isinstance(error, OSError) and error.errno in OF_THE_MACHINE:
            raise Refused(Sentence(NO_ROOM, {"folder": str(folder), "why": error.strerror})) from None
        raise Refused(DAMAGED) from None
    there = {str(file.relative_to(folder)) for file in folder.rglob("*") if file.is_file()} - {MANIFEST}
    if manifest.format != FORMAT or found != manifest.hashes or there != set(found):
        raise Refused(DAMAGED)
    return Backup(manifest, folder)


def _lay_out(tar: tarfile.TarFile, folder: Path) -> None:
    """Write the files of an archive below a folder. Raises ValueError for one that lies elsewhere or is no file.

    By hand, for Python 3.11.2 of Debian 12 knows no filter for it.
    """
    for entry in tar:
        path = (folder / entry.name).resolve()
        content = tar.extractfile(entry) if entry.isreg() and path.is_relative_to(folder) else None
        if content is None:
            raise ValueError(entry.name)
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("xb") as file:
            copyfileobj(content, file, CHUNK)


def _hash(file: Path) -> str:
    digest = sha256()
    with file.open("rb") as content:
        while chunk := content.read(CHUNK):
            digest.update(chunk)
    return digest.hexdigest()


def _private(name: str, flags: int) -> int:
    return os.open(name, flags, 0o600)
