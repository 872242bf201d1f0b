"""What the calculator's page sends, without keys that it cannot have."""

import re
from typing import Any

from werkzeug.datastructures import MultiDict

# Only so that no number of a row is longer than any that Python reads.
_KEY = re.compile(r"[a-z_]+(?:-(?:[a-z_]+|[0-9]{1,4}))*")


def sound_keys(sent: MultiDict[str, Any]) -> MultiDict[str, Any]:
    """The same without keys that lead to no field of any row."""
    return MultiDict((key, value) for key, value in sent.items(multi=True) if _KEY.fullmatch(key))
