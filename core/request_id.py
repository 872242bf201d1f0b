"""The number of a request: in every line of the log, in the audit, and in the answer. Free of Flask."""

import re
from contextvars import ContextVar
from uuid import uuid4

_WELL_FORMED = re.compile(r"[A-Za-z0-9_-]{8,64}", re.ASCII)
_current: ContextVar[str | None] = ContextVar("stegi_request_id", default=None)


def begin_request(given: str | None) -> str:
    """Take over the number that a proxy gave, or give one: whatever else stands there is no number."""
    number = given if given and _WELL_FORMED.fullmatch(given) else uuid4().hex
    _current.set(number)
    return number


def request_id() -> str | None:
    """The number of the present request; None outside of any."""
    return _current.get()
