"""Facts that go up: a package publishes what happened, and those above it act on it in the same transaction.

An event is a frozen dataclass of ids and days in the `events.py` of the package where it happens. `app.py` names the
handlers, once for the process; whoever publishes knows none of them. A handler takes the session and the event,
flushes but does not commit: what it does stands or falls with what happened.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from sqlalchemy.orm import Session

Handler = Callable[[Session, Any], None]

_handlers: Mapping[type, Sequence[Handler]] = {}


def register(handlers: Mapping[type, Sequence[Handler]]) -> None:
    """Who acts on which event, in this order. Takes the place of what was registered before."""
    global _handlers
    _handlers = dict(handlers)


def publish(session: Session, event: object) -> None:
    """Let everybody who waits for this kind of event act on it, now."""
    for handler in _handlers.get(type(event), ()):
        handler(session, event)
