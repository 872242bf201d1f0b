"""Rows of an .xlsx or .xls workbook.

The parser (calamine) sets aside room for every cell up to the last one: a file of 5 kB with a cell at XFD1048576 ends
the process that reads it. So it runs in a process of its own (sheet_process.py) with little memory and little time.
"""

import json
import subprocess
import sys
from collections.abc import Iterator
from datetime import date
from io import BytesIO
from pathlib import Path, PurePosixPath
from zipfile import BadZipFile, ZipFile

from core.errors import Refused
from core.importing.table import MAX_CELL, MAX_COLUMNS, MAX_ROWS, NumberedCells
from core.text import N_, Sentence

MAX_INFLATED = 50 * 1024 * 1024
MAX_ENTRIES = 1_000
MAX_SECONDS = 30

ZIP_SIGNATURE = b"PK\x03\x04"  # .xlsx
OLE_SIGNATURE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"  # .xls, and an .xlsx under a password

MACROS = 3  # how sheet_process.py ends when there are sheets of macros
_SHEET_PROCESS = Path(__file__).with_name("sheet_process.py")
_ENCRYPTED_FLAG = 0x1
# Parts in lower case: sheets of old macros, and what asks other programs, files or addresses for values.
_MACRO_SHEETS = ("xl/macrosheets/", "xl/dialogsheets/")
_REACHES_OUT = ("xl/externallinks/", "xl/embeddings/", "xl/activex/", "xl/connections.xml", "xl/querytables/")


def is_workbook(content: bytes) -> bool:
    """Whether the content, whatever its name, begins as a workbook does."""
    return content.startswith((ZIP_SIGNATURE, OLE_SIGNATURE))


def read_workbook(content: bytes) -> Iterator[NumberedCells]:
    """The rows of the first visible sheet that holds something, each with its number.

    Formulas give the value stored with them. Raises Refused for what is no plain workbook of bearable size.
    """
    if content.startswith(ZIP_SIGNATURE):
        _check_zip(content)
    else:
        _check_ole(content)
    for number, cells in _rows(content):
        yield number, [date.fromisoformat(cell[0]) if isinstance(cell, list) else cell for cell in cells]


def _check_zip(content: bytes) -> None:
    try:
        entries = ZipFile(BytesIO(content)).infolist()
    except (BadZipFile, NotImplementedError, UnicodeDecodeError, ValueError):
        raise _damaged() from None
    if any(entry.flag_bits & _ENCRYPTED_FLAG for entry in entries):
        raise _protected()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_INFLATED:
        raise Refused(
            Sentence(
                N_("The workbook is larger than %(most)s MB inside. Save only the sheet with the rows."),
                {"most": MAX_INFLATED // 1024**2},
            )
        )
    names = {entry.filename.lower() for entry in entries}
    if "xl/workbook.xml" not in names or any(map(_leads_out, names)):
        raise _damaged()
    if any(name.endswith("vbaproject.bin") or name.startswith(_MACRO_SHEETS) for name in names):
        raise _macros()
    if any(name.startswith(_REACHES_OUT) for name in names):
        raise _reaches_out()


def _leads_out(name: str) -> bool:
    """Whether a part would be unpacked somewhere else; nothing is unpacked here, and no office writes such a file."""
    return name.startswith(("/", "\\")) or ".." in PurePosixPath(name.replace("\\", "/")).parts or ":" in name


def _check_ole(content: bytes) -> None:
    if "EncryptedPackage".encode("utf-16-le") in content:
        raise _protected()
    if "_VBA_PROJECT".encode("utf-16-le") in content:
        raise _macros()


def _rows(content: bytes) -> list[tuple[int, list]]:
    limits = [str(limit + 1) for limit in (MAX_ROWS + 1, MAX_COLUMNS, MAX_CELL)]
    try:
        answer = subprocess.run(
            [sys.executable, "-I", str(_SHEET_PROCESS), *limits],
            input=content,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=MAX_SECONDS,
            check=True,
        )
    except subprocess.CalledProcessError as ended:
        raise (_macros() if ended.returncode == MACROS else _damaged()) from None
    except subprocess.SubprocessError:
        raise _damaged() from None
    return json.loads(answer.stdout)


def _damaged() -> Refused:
    return Refused(
        Sentence(N_("The workbook cannot be read: it is damaged or far too large. Save it as .xlsx and try again."))
    )


def _protected() -> Refused:
    return Refused(Sentence(N_("The workbook is protected by a password. Save it without one and try again.")))


def _reaches_out() -> Refused:
    return Refused(
        Sentence(
            N_(
                "The workbook takes values from other files or programs. "
                "Save only the sheet with the rows, as values, and try again."
            )
        )
    )


def _macros() -> Refused:
    return Refused(Sentence(N_("The workbook carries macros. Save it as .xlsx without macros and try again.")))
