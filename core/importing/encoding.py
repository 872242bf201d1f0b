"""Which alphabet a text file is written in: UTF-8, UTF-16, windows-1253 or ISO 8859-7."""

import codecs
import re

from core.errors import Refused
from core.text import N_, Sentence

# The two Greek code pages agree on every unaccented letter and differ in few places. What each byte would be:
#   byte       windows-1253          ISO 8859-7
#   80 to 9F   € ‚ „ … “ ” • – ™     controls that no text holds
#   A1         ΅ (never alone)       ‘
#   A2         Ά                     ’
#   A4         ¤ (never used)        €
#   AA         not assigned          ͺ
#   AE         ®                     not assigned
#   B5         µ                     ΅ (never alone)
#   B6         ¶ (never used)        Ά
_ONLY_WINDOWS = re.compile(rb"[\x80-\x9f\xae\xb5]")
_ONLY_ISO = re.compile(rb"[\xa1\xa4\xaa\xb6]")
# A2 before a letter and not after a small one is Ά (Άνω, ΚΆΤΩ); elsewhere it elides (απ’ το): ’.
_LETTERS = rb"A-Za-z\xb8-\xba\xbc\xbe-\xfe"
_SMALL_LETTERS = rb"a-z\xc0\xdc-\xfe"
_A2_AS_LETTER = re.compile(rb"(?<![" + _SMALL_LETTERS + rb"])\xa2[" + _LETTERS + rb"]")
_A2 = re.compile(rb"\xa2")

_BINARY = re.compile(r"[\x00-\x08\x0e-\x1f]")


def decode(content: bytes) -> str:
    """The text of the file. Raises Refused when it is no text in one of the four alphabets."""
    try:
        text = content.decode(_encoding(content))
    except UnicodeDecodeError:
        raise _not_text() from None
    if _BINARY.search(text):
        raise _not_text()
    return text.removeprefix("\ufeff")


def _not_text() -> Refused:
    return Refused(
        Sentence(N_("The content of the file is not text. Save it as .xlsx or as .csv in UTF-8 and try again."))
    )


def _encoding(content: bytes) -> str:
    if content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "utf-16"
    if b"\0" in content:
        # Without its mark UTF-16 shows by the empty half of the characters that part cells and rows.
        return "utf-16-le" if content[1::2].count(0) >= content[0::2].count(0) else "utf-16-be"
    try:
        content.decode("utf-8")
    except UnicodeDecodeError:
        return greek_code_page(content)
    return "utf-8"


def greek_code_page(content: bytes) -> str:
    """`cp1253` or `iso8859-7`: the one for which more of the bytes that differ make sense.

    Without such a byte both read the same; windows-1253 then, which spreadsheets in Greece save.
    """
    letters = len(_A2_AS_LETTER.findall(content))
    windows = len(_ONLY_WINDOWS.findall(content)) + letters
    iso = len(_ONLY_ISO.findall(content)) + len(_A2.findall(content)) - letters
    return "iso8859-7" if iso > windows else "cp1253"
