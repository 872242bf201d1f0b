"""Where the content lies: a folder or an S3-compatible store, through fsspec. Only sealed bytes come here."""

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import uuid4

from fsspec.core import url_to_fs

from core.config import Settings

_FOLDERS = 2  # levels of two letters each, so that no folder grows too long
_PART = ".part"  # of a file that is still being written


@dataclass(frozen=True, slots=True)
class FileStore:
    """Files by address, a string of hexadecimal digits."""

    files: Any  # fsspec's AbstractFileSystem, which has no types
    root: str

    @classmethod
    def of(cls, settings: Settings) -> "FileStore":
        """The store that the settings name: `file:///folder`, or `s3://bucket/prefix`, perhaps with an endpoint."""
        url = settings.document_store or (settings.instance.absolute() / "documents").as_uri()
        return cls.at(url, settings.document_endpoint)

    @classmethod
    def at(cls, url: str, endpoint: str | None) -> "FileStore":
        """The store at this address."""
        files, root = url_to_fs(url, **({"endpoint_url": endpoint} if endpoint else {}))
        return cls(files, root.rstrip("/"))

    def write(self, address: str, sealed: bytes) -> None:
        """Whole or not at all, also over a file that is there; on a disk it is safe before this returns."""
        path = self._path(address)
        if not self._is_local:
            self.files.pipe_file(path, sealed)
            return
        _make_folder(Path(path).parent)
        part = f"{path}{_PART}-{uuid4().hex}"
        try:
            with self.files.open(part, "wb") as file:
                file.write(sealed)
                file.flush()
                os.fsync(file.fileno())
            self.files.mv(part, path)
        finally:
            Path(part).unlink(missing_ok=True)  # on a full disk the half of it would keep the disk full

    def holds(self, address: str) -> bool:
        """Whether the file is there."""
        return bool(self.files.exists(self._path(address)))

    def read(self, address: str) -> bytes:
        """Raises FileNotFoundError."""
        content: bytes = self.files.cat_file(self._path(address))
        return content

    def delete(self, address: str) -> None:
        """Take the file away, if it is there."""
        if self.holds(address):
            self.files.rm_file(self._path(address))

    def addresses(self) -> Iterator[str]:
        """Every file that is there, also one that was never finished, whose address is nobody's."""
        for path in self.files.find(self.root):
            yield Path(path).name

    def whole(self) -> Iterator[tuple[str, bytes]]:
        """Every finished file that is there, by address; one that goes meanwhile is left out."""
        for address in sorted(self.addresses()):
            if _PART not in address:
                with suppress(FileNotFoundError):
                    yield address, self.read(address)

    @property
    def _is_local(self) -> bool:
        return self.files.protocol == ("file", "local")

    def _path(self, address: str) -> str:
        folders = [address[2 * level : 2 * level + 2] for level in range(_FOLDERS)]
        return "/".join([self.root, *folders, address])


def _make_folder(folder: Path) -> None:
    """The folder and those above it that are missing, each for its owner alone: the instance may be one of them."""
    for missing in reversed([each for each in (folder, *folder.parents) if not each.exists()]):
        missing.mkdir(mode=0o700, exist_ok=True)
