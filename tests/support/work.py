"""How much is done: counted, so that a busy machine makes no difference, where a clock would want quiet."""

import gc
import sys
from collections.abc import Callable
from types import FrameType
from typing import Any

from sqlalchemy.orm import Session

EACH = 10  # of SQLite's steps


def lines_of(work: Callable[[], object]) -> int:
    """How many lines of Python are run: what a loop repeats each time, what a driver or numpy does not at all."""
    lines = 0

    def inside(frame: FrameType, event: str, argument: Any) -> Any:
        nonlocal lines
        lines += event == "line"
        return inside

    before = sys.gettrace()
    gc.collect()
    gc.disable()  # what it clears away may run lines too, now or another time
    sys.settrace(inside)
    try:
        work()
    finally:
        sys.settrace(before)
        gc.enable()
    return lines


def steps_of(session: Session, work: Callable[[], object]) -> int:
    """How many steps SQLite's machine makes, to EACH."""
    steps = 0

    def made() -> int:
        nonlocal steps
        steps += EACH
        return 0

    connection: Any = session.connection().connection.driver_connection
    connection.set_progress_handler(made, EACH)
    try:
        work()
    finally:
        connection.set_progress_handler(None, 0)
    return steps
