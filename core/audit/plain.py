"""Values of columns as the audit keeps them: canonical JSON, the same bytes for the same values."""

import json
from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Any

HIDDEN = "•••"  # stands for a value that is never kept


def canonical(values: object) -> bytes:
    """JSON with sorted names and nothing between them, in UTF-8."""
    text = json.dumps(values, ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=_plain)
    return text.encode("utf-8", "surrogatepass")


def read(data: bytes) -> Mapping[str, Any]:
    """What `canonical` wrote."""
    found: Mapping[str, Any] = json.loads(data.decode("utf-8", "surrogatepass"))
    return found


def shown(value: object) -> str:
    """What was read, for the eye."""
    return "" if value is None else value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _plain(value: object) -> object:
    """Money and days as text; anything without a plain form is a fault of the program."""
    match value:
        case date():  # instants are days too
            return value.isoformat()
        case Decimal():
            return str(value)
        case Enum():
            return value.value
        case bytes():
            return value.hex()
        case set() | frozenset():
            return sorted(value)
    raise TypeError(f"the audit cannot write down a {type(value).__name__}")
