"""Names as they are looked for: Χαντάντ is found as Xantant, Haddad and حداد, and Коваленко as Kovalenko. Pure.

A key is coarse on purpose: who searches would rather see one name too many than miss the one that is meant. Keys are
stored beside what they are made of (core.findable); whoever changes the rules makes the stored ones anew, by a
migration.
"""

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache

from core.transliteration import to_latin

_CYRILLIC = str.maketrans(
    dict(zip("абвгґдеёзиійіклмнопрстуфыэ", "abvggdeeziiiiklmnoprstufye", strict=True))
    | {"є": "ie", "ж": "zh", "ї": "i", "х": "kh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia"}
    | dict.fromkeys("ьъ'’ʼ", "")
)
# Arabic and Persian letters that one writes for another; the marks above and below go with all other marks.
_ARABIC = str.maketrans({"ى": "ي", "ی": "ي", "ة": "ه", "ک": "ك", "ـ": ""})

# Arabic and Persian write hardly a vowel: words are compared by these consonants alone, and only across the scripts.
_CONSONANTS = str.maketrans(
    dict(zip("بپتثجچحخدذرزژسشصضطظغفقكکگلمنه", "vpttzhhhddrzzsssdtzgvkkkglmnh", strict=True))
    | dict.fromkeys("اءىيیوعةـ", "")
)
_FROM_ARABIC, _TO_ARABIC = _MARKS = "~", "^"
_FAR = 6

# What one hears as the same, or writes for the same in Greek, in Greeklish and in a passport; in this order.
_SAME = (
    ("ph", "f"), ("eu", "ev"), ("au", "av"), ("ou", "o"), ("ai", "e"), ("ei", "i"), ("oi", "i"),
    ("tz", "z"), ("dz", "z"), ("dj", "z"), ("j", "z"), ("sh", "s"), ("zh", "z"), ("gh", "g"),
    ("kh", "h"), ("ch", "h"), ("ks", "h"), ("x", "h"), ("gk", "g"), ("ng", "g"), ("nt", "d"), ("mp", "b"),
    ("b", "v"), ("f", "v"), ("w", "o"), ("u", "o"), ("y", "i"), ("c", "k"), ("q", "k"),
)  # fmt: skip
# Greek capitals that look like Latin ones; only for references, which are no words.
_LOOK_LATIN = str.maketrans("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX")
_LOOKS = {"8": "th", "3": "x", "y": "v"}
_BY_LOOKS = re.compile(r"[83](?=[a-z])|(?<=[a-z])[83](?![0-9])|(?<=[ae])y(?=[b-df-hj-np-tv-z])", re.IGNORECASE)
MOST_TYPED = 200  # letters that are looked for: each word is a condition, and databases take so many
_WORD = re.compile(r"(?:[^\W_]|[\u0300-\u036f\u064b-\u065f\u0670])+")  # letters with their marks
_TWICE = re.compile(r"(.)\1+")


def search_key(*texts: str | None) -> str:
    """The words of the texts, each after a blank and as each may be meant: ` samir hadad`."""
    words = (word for text in texts if text for word in _WORD.findall(text))
    keys = (key for word in words for key in _keys_of(word) if key)
    return "".join(f" {key}" for key in dict.fromkeys(keys))


@lru_cache(maxsize=4096)
def _keys_of(word: str) -> tuple[str, ...]:
    """A file of adverts says the same few streets, towns and kinds of flats in all its rows."""
    return (*spellings(word), _skeleton(word, _FROM_ARABIC, _TO_ARABIC))


def order_key(text: str) -> str:
    """For a list by the alphabet: neither accents nor capitals part `Άλλαξε` from what begins with α."""
    return _bare(text.casefold())


def _words_of(typed: str) -> list[str]:
    return _WORD.findall(typed[:MOST_TYPED])


def readings(typed: str) -> list[list[str]]:
    """The words of a text, each as it may be meant: who writes Greek in Latin letters writes h for χ or for η."""
    words = ((*spellings(word), _skeleton(word, _TO_ARABIC, _FROM_ARABIC)) for word in _words_of(typed))
    found = ([key for key in dict.fromkeys(each) if key] for each in words)
    return [keys for keys in found if keys]


def closeness(typed: str) -> Callable[..., int]:
    """How far rows are from what was typed, by their search key and the texts that it was made of; 0 is the name
    itself. Each typed word counts for itself: the same word in the same letters, its beginning, then the same word and
    its beginning as they may be meant, then the consonants alone, by which a name is known across the scripts.
    """
    words = [(_same_letters(word), *_by_kind(word)) for word in _words_of(typed)]

    def far(key: str, *texts: str | None) -> int:
        written = "".join(f" {_same_letters(word)}" for text in texts if text for word in _WORD.findall(text))
        return sum(
            min(_how_far(written, [letters]), 2 + _how_far(key, sounds), 4 + _how_far(key, bones))
            for letters, sounds, bones in words
        )

    return far


def sounds(text: str) -> list[tuple[str, str]]:
    """The words of a text as they sound: what is compared letter by letter, where `search_key` is only looked up.

    Here figures and y are read as who writes Greek by its looks means them: 8eodwra is Θεοδώρα, Mayrakh is Μαυράκη.
    """
    meant = _BY_LOOKS.sub(lambda sign: _LOOKS[sign[0].lower()], text)
    return [spellings(word) for word in _WORD.findall(meant)]


def consonants(text: str) -> list[str]:
    """The words of a text by their consonants alone, which tell a word in Arabic letters from one in others."""
    return [bones for word in _WORD.findall(text) if (bones := _bones_of(word))]


def as_reference(typed: str) -> str:
    """A number such as N-0001 as it is stored, also when it was typed on a Greek keyboard."""
    return typed.upper().translate(_LOOK_LATIN)


def _same_letters(word: str) -> str:
    return _bare(word.casefold()).translate(_ARABIC)


def _by_kind(word: str) -> tuple[list[str], list[str]]:
    """The readings of a word by its sound, and by its consonants."""
    keys = [key for each in readings(word) for key in each]
    return [key for key in keys if key[0] not in _MARKS], [key for key in keys if key[0] in _MARKS]


def _how_far(words: str, wanted: list[str]) -> int:
    """0 when one of these is there as a whole word, 1 when one begins a word, else farther than anything."""
    if any(f" {word} " in f"{words} " for word in wanted):
        return 0
    return 1 if any(f" {word}" in words for word in wanted) else _FAR


def spellings(word: str) -> tuple[str, str]:
    """How a word sounds, once with every h as χ and once as η."""
    folded = _fold(_plain(word))
    return folded, _fold(_plain(word.replace("h", "i").replace("H", "I"))) if word.isascii() else folded


def _skeleton(word: str, if_arabic: str, if_other: str) -> str:
    """The consonants of a word, marked with whose they are; nothing of a word that has too few to tell anything."""
    bones = _bones_of(word)
    return f"{if_arabic if _is_arabic(word) else if_other}{bones}" if len(bones) > 1 and bones.isalpha() else ""


def _bones_of(word: str) -> str:
    return _bare(word).translate(_CONSONANTS) if _is_arabic(word) else re.sub("[aeio]", "", _fold(_plain(word)))


def _is_arabic(word: str) -> bool:
    return "\u0600" <= word[0] <= "\u06ff"


def _plain(text: str) -> str:
    """Small letters without marks, Greek and Cyrillic ones in Latin."""
    latin = to_latin(unicodedata.normalize("NFC", text)).casefold().translate(_CYRILLIC)
    return _bare(latin).translate(_ARABIC)


def _bare(text: str) -> str:
    """Without marks above and below."""
    return "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))


def _fold(word: str) -> str:
    for written, meant in _SAME:
        word = word.replace(written, meant)
    return _TWICE.sub(r"\1", word) if word.isalpha() else word
