"""What a file is, told by its content: the name and the type that came with it are only words. Pure."""

import unicodedata
from collections.abc import Set
from dataclasses import dataclass
from io import BytesIO
from zipfile import BadZipFile, ZipFile

import puremagic

from core.errors import Refused
from core.text import N_, Sentence

MAX_BYTES = 10 * 1024 * 1024
LONGEST_NAME = 120  # characters, without what stands after the last point

# Files that carry no programs: what is scanned, photographed, printed or counted.
EXTENSIONS = {
    "application/pdf": "pdf",
    "image/jpeg": "jpg",
    "image/png": "png",
    "image/webp": "webp",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": "xlsx",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": "docx",
}
PAPERS = frozenset(EXTENSIONS)
PICTURES = frozenset({"image/jpeg", "image/png", "image/webp"})
CHOOSE_A_PAPER = N_("Choose a PDF, a picture (JPEG, PNG, WebP), or a file of Excel or Word without macros.")
CHOOSE_PICTURES = N_("Choose photographs: JPEG, PNG or WebP.")
_OFFICE = {"xl/workbook.xml": "spreadsheetml.sheet", "word/document.xml": "wordprocessingml.document"}


@dataclass(frozen=True, slots=True)
class CheckedFile:
    """A file that may be kept."""

    content: bytes
    media_type: str
    name: str  # as it was called, made harmless, with the ending that its content has
    thumbnail: bytes | None = None  # a small JPEG of a picture


def check_file(content: bytes, name: str, *, kinds: Set[str] = PAPERS, otherwise: str = CHOOSE_A_PAPER) -> CheckedFile:
    """Raises Refused for what is empty, too large, or none of the kinds: that is told by `otherwise`."""
    if not content:
        raise _refused(N_("The file is empty."))
    if len(content) > MAX_BYTES:
        raise _refused(N_("The file is larger than %(most)s MB."), most=MAX_BYTES // 1024**2)
    media_type = _office(content) if content.startswith(b"PK") else _other(content)
    if media_type not in kinds:
        raise _refused(otherwise)
    return CheckedFile(content, media_type, f"{_stem(name)}.{EXTENSIONS[media_type]}")


def _office(content: bytes) -> str:
    """The kinds of office files are archives that differ by the names in them."""
    try:
        names = set(ZipFile(BytesIO(content)).namelist())
    except (BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError):
        return ""
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        return ""
    kinds = [kind for name, kind in _OFFICE.items() if name in names]
    return f"application/vnd.openxmlformats-officedocument.{kinds[0]}" if len(kinds) == 1 else ""


def _other(content: bytes) -> str:
    try:
        found: str = puremagic.from_string(content, mime=True)
    except (puremagic.PureError, ValueError):
        return ""
    return found


def _stem(name: str) -> str:
    """The name without folders, ending, and letters that are not seen or turn the line around."""
    last = name.replace("\\", "/").rpartition("/")[2]
    seen = "".join(letter for letter in last if unicodedata.category(letter)[0] not in "CZ" or letter == " ")
    return seen.rpartition(".")[0].strip(" .")[:LONGEST_NAME] or seen.strip(" .")[:LONGEST_NAME] or "document"


def _refused(msgid: str, **values: object) -> Refused:
    return Refused(Sentence(msgid, values), field="file")
