"""Greek in Latin letters as passports, road signs and banks write it.

The standard is ELOT 743, second edition of 2001, type 2 (transcription); it is the type 2 of ISO 843:1997.
Its table of 1982 is printed in resolution V/19 of the United Nations conference on geographical names (1987).
Type 2 follows the sound and cannot be turned back into Greek.
"""

import re
import unicodedata

_LATIN = dict(zip("αβγδεζηικλμνξοπρσςτυφω", "avgdeziiklmnxoprsstyfo", strict=True)) | {"θ": "th", "χ": "ch", "ψ": "ps"}

# Symbols that old fonts and code pages leave in names; windows-1253, for one, has the micro sign among its letters.
_LOOKALIKES = str.maketrans("µϐϑϕϖϰϱϲϵ", "μβθφπκρσε")

_LETTER = r"[^\W\d_]"
_MARK = r"[\u0300-\u036f]"
_BARE_Y = rf"[υΥ](?!{_MARK}*\u0308)"  # no dialytika; where it is used, a lookbehind wants a bare vowel before it

# One match is one sound with the marks on its last letter. The text is decomposed, so that άυ, αύ and αϋ differ.
_SOUND = re.compile(
    rf"""(?:
      (?P<b>(?<!{_LETTER})(?<!{_MARK})[μΜ][πΠ] | [μΜ][πΠ](?!{_LETTER}))
    | (?P<n>[γΓ](?=[γξχΓΞΧ]))
    | (?P<f>(?<=[αεηΑΕΗ]){_BARE_Y}(?={_MARK}*(?:[θκξπσςτφχψΘΚΞΠΣΤΦΧΨ]|(?!{_LETTER}|{_MARK}))))
    | (?P<v>(?<=[αεηΑΕΗ]){_BARE_Y})
    | (?P<u>(?<=[οΟ]){_BARE_Y})
    | (?P<letter>[α-ωΑ-Ω])
    ){_MARK}*""",
    re.VERBOSE,
)
_LETTER_AHEAD = re.compile(rf"{_MARK}*({_LETTER})")
_LETTER_BEHIND = re.compile(rf"({_LETTER}){_MARK}*\Z")


def to_latin(text: str) -> str:
    """The text with every Greek letter in Latin ones: Ευάγγελος is Evangelos, ΜΠΟΥΜΠΟΥΛΙΝΑ is BOUMPOULINA.

    What is not Greek stays as it is, accented Latin letters too (in composed form, NFC). Greek accents go.
    Letters that modern Greek does not write (ϝ, ϟ, ϡ) are not in the standard and stay.
    """
    if text.isascii():
        return text
    decomposed = unicodedata.normalize("NFD", text.translate(_LOOKALIKES))
    return unicodedata.normalize("NFC", _SOUND.sub(_latin, decomposed))


def _latin(sound: re.Match[str]) -> str:
    kind, first = sound.lastgroup, sound[0][0]
    latin = _LATIN[first.lower()] if kind == "letter" else str(kind)
    if first.islower():
        return latin
    return latin.upper() if len(latin) == 1 or _among_capitals(sound) else latin.capitalize()


def _among_capitals(sound: re.Match[str]) -> bool:
    """Whether the word is written in capitals: its next letter says so, or the one before when none follows."""
    neighbour = _LETTER_AHEAD.match(sound.string, sound.end()) or _LETTER_BEHIND.search(sound.string[: sound.start()])
    return neighbour is not None and neighbour[1].isupper()
