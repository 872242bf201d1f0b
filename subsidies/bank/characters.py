"""The few characters that every SEPA bank takes, and how other text comes down to them.

Source: European Payments Council, credit transfer implementation guidelines (Latin set; slashes) and EPC217-08.
"""

import re
import unicodedata

from core.errors import Refused
from core.text import N_, Sentence
from core.transliteration import to_latin

_ALLOWED = "a-zA-Z0-9/?:().,'+-"
_REFERENCE = re.compile(rf"(?!/)(?!.*//)[{_ALLOWED}]{{1,35}}(?<!/)")
_OTHER_SIGN = re.compile(f"[^ {_ALLOWED}]")
_SPELT_OUT = str.maketrans(
    {"€": "EUR", "ß": "ss", "ẞ": "SS", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "þ": "th", "Þ": "Th"}
    | dict(zip("øØłŁđĐðÐħĦıŧŦ", "oOlLdDdDhHitT", strict=True))
    | dict(zip('‘’ʼ`´“”„«»"[]{}\\|_‐‑–—−~;&', "'''''''''''()()//-------,+", strict=True))
)


def bank_name(text: str, most: int = 70) -> str:
    """A name for the bank: Greek by ELOT 743, accents gone, cut to `most` characters.

    A letter that has no Latin form (Arabic, Cyrillic, ...) refuses the name: without it, it would name someone else.
    """
    latin = _to_ascii_letters(text)
    reduced = _reduce(latin, most)
    if any(char.isalpha() and not char.isascii() for char in latin) or not re.search("[a-zA-Z]", reduced):
        raise Refused(
            Sentence(
                N_("The bank takes Latin letters only: write the name “%(name)s” as on the bank account."),
                {"name": text},
            )
        )
    return reduced


def bank_text(text: str, most: int = 140) -> str:
    """Text for the payee: as a name, but what has no Latin form becomes a point or a space."""
    reduced = _reduce(_to_ascii_letters(text), most)
    if not re.search("[a-zA-Z0-9]", reduced):
        raise Refused(Sentence(N_("The bank takes Latin letters only: nothing is left of “%(text)s”."), {"text": text}))
    return reduced


def bank_reference(text: str) -> str:
    """The reference itself, never a changed one: the bank's answer must find its payment again."""
    if not _REFERENCE.fullmatch(text):
        raise Refused(
            Sentence(
                N_(
                    "“%(reference)s” is no bank reference: 1 to 35 Latin letters, digits and / - ? : ( ) . , ' +, "
                    "no slash at either end and no two in a row."
                ),
                {"reference": text},
            )
        )
    return text


def _to_ascii_letters(text: str) -> str:
    """Accents and invisible marks go; letters that have no Latin form stay, for the caller to judge."""
    latin = to_latin(text).translate(_SPELT_OUT)
    if latin.isascii():
        return latin
    decomposed = unicodedata.normalize("NFKD", latin)
    return "".join(char for char in decomposed if unicodedata.category(char) not in ("Mn", "Mc", "Me", "Cf"))


def _reduce(text: str, most: int) -> str:
    """Blanks and letters of other scripts become a space, other signs a point; slashes are single and inside."""
    spaced = "".join(" " if char.isspace() or (char.isalpha() and not char.isascii()) else char for char in text)
    single = re.sub("/+", "/", re.sub(" +", " ", _OTHER_SIGN.sub(".", spaced)))
    return single.strip(" /")[:most].rstrip(" /")
