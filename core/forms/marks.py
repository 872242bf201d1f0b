"""Marks of values that a page was filled with: what comes back with another mark was changed meanwhile."""

import hmac
from typing import Any

from flask import current_app

MARK_BYTES = 6  # two values meet by chance once in 2⁴⁸


def mark_of(name: str, value: Any) -> str:
    """Equal for what means the same in this field; nobody without the service's secret guesses the value from it."""
    values = sorted(map(str, value)) if isinstance(value, list) else ["" if value is None else str(value)]
    said = "\0".join([name, *values]).replace("\r\n", "\n")
    digest = hmac.digest(str(current_app.secret_key).encode(), f"filled with\0{said}".encode(), "sha256")
    return digest[:MARK_BYTES].hex()
