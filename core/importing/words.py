"""Words compared as people mean them: no case, no accents, no spaces, no punctuation."""

import re
import unicodedata

_IGNORED = re.compile(r"[\W_]")


def fold(text: str, keep: str = "") -> str:
    """`Ενοίκιο (€)` and `ΕΝΟΙΚΙΟ` are both `ενοικιο`. The signs in `keep` stay: `A+` is not `A`."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", text.casefold()) if not unicodedata.combining(c))
    return _IGNORED.sub(lambda sign: sign[0] if sign[0] in keep else "", bare)
