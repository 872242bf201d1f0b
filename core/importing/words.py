"""Words compared as people mean them: no case, no accents, no spaces, no punctuation."""

import re
import unicodedata

_IGNORED = re.compile(r"[\W_]")
_LOOK_ALIKE = str.maketrans("αβεζηικμνορτυχ", "abezhikmnoptyx")  # by their capitals


def fold(text: str, keep: str = "") -> str:
    """`Ενοίκιο (€)` and `ΕΝΟΙΚΙΟ` are both `ενοικιο`. The signs in `keep` stay: `A+` is not `A`."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _IGNORED.sub(lambda sign: sign[0] if sign[0] in keep else "", bare)


def source_key(source: str) -> str:
    """The name of a source as it is stored and compared: no case, one space. Kept as it is: rows are found by it."""
    return " ".join(source.casefold().split())


def name_key(name: str) -> str:
    """The name of a column as it looks in capitals: `ΙΒΑΝ` in Greek letters is `IBAN`."""
    return fold(name).translate(_LOOK_ALIKE)
