"""What a sound scheme file must be besides for the service to keep it. A file that is only quoted by need not be it."""

import re

from core.text import N_, Sentence
from subsidies.rules.scheme import Scheme
from subsidies.rules.scheme_file import SchemeFileError, SchemeFileErrors, read_scheme
from subsidies.rules.values import Malformed, read_name

KEY = r"[a-z0-9]+(?:-[a-z0-9]+)*"  # part of addresses and of file names
MOST_KEY = 60
MOST_LETTERS = 20_000

TOO_LONG = Sentence(N_("A scheme file has at most 20,000 letters."))


def read_storable(text: str, file: str) -> Scheme:
    """The scheme that the text describes, as `read_scheme`. Raises SchemeFileErrors."""
    if len(text) > MOST_LETTERS:
        raise SchemeFileErrors((SchemeFileError(file, "", TOO_LONG),))
    return read_scheme(text, file, read_key)


def read_key(raw: object) -> str:
    """The key of a scheme that the service keeps."""
    key = read_name(raw)
    if len(key) > MOST_KEY or not re.fullmatch(KEY, key):
        raise Malformed(N_("it must be small Latin letters, digits and single hyphens, 60 at most: helios-2030"))
    return key
