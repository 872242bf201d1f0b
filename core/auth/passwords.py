"""What a password must be: long, not among those that everybody tries first, and not the person's own name.

After OWASP ASVS 5 (6.2) and NIST SP 800-63B-4 (3.1.1.2): length counts, mixtures of characters are not asked for.
"""

import gzip
import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from functools import cache
from pathlib import Path

from core.errors import Refused
from core.text import N_, Sentence
from core.transliteration import to_latin

SHORTEST, LONGEST = 12, 200  # characters; hashing longer ones takes time
TOO_SIMILAR = 0.7  # as Django judges it
COMMON = Path(__file__).parent / "data" / "common-passwords.txt.gz"
SERVICE = "stegi"

TOO_SHORT = Sentence(
    N_("Use at least %(least)s characters. Three or four words that have nothing to do with each other are good."),
    {"least": SHORTEST},
)
TOO_LONG = Sentence(N_("Use at most %(most)s characters"), {"most": LONGEST})
TOO_COMMON = Sentence(N_("Many people use this password, and it is tried first. Choose another."))
TOO_CLOSE = Sentence(N_("This is too close to your name or your address. Choose another."))


def check_password(password: str, about: Iterable[str]) -> None:
    """Raise Refused when it is too short, too common, or too close to what is known of the person."""
    for is_wrong, why in (
        (len(password) < SHORTEST, TOO_SHORT),
        (len(password) > LONGEST, TOO_LONG),
        (_is_common(password.casefold()), TOO_COMMON),
        (any(_is_close(password.casefold(), word) for word in _words([*about, SERVICE])), TOO_CLOSE),
    ):
        if is_wrong:
            raise Refused(why, field="password")


def _is_common(password: str) -> bool:
    """Digits and signs around a common password make it no better."""
    core = re.sub(r"^[\W\d_]+|[\W\d_]+$", "", password)
    return bool({password, core} & _common())


@cache
def _common() -> frozenset[str]:
    return frozenset(gzip.decompress(COMMON.read_bytes()).decode().splitlines())


def _words(about: Iterable[str]) -> set[str]:
    """The parts of names and addresses, as they are and in Latin letters."""
    whole = {variant.casefold() for text in about for variant in (text, to_latin(text))}
    return {word for text in whole for word in (text, *re.split(r"[\W_]+", text)) if len(word) > 2}


def _is_close(password: str, word: str) -> bool:
    """The password is the word with little around it, or the word repeated."""
    rest = password.replace(word, "")
    is_mostly_the_word = len(rest) <= (1 - TOO_SIMILAR) * len(password)
    return is_mostly_the_word or SequenceMatcher(None, password, word).quick_ratio() >= TOO_SIMILAR
