"""What has served its time is forgotten once a day, whoever does what. A package registers its own."""

from collections.abc import Callable
from datetime import datetime

from sqlalchemy.orm import Session

Clean = Callable[[Session, datetime], None]

CLEANERS: list[Clean] = []


def daily(clean: Clean) -> Clean:
    """Have every worker call this when it begins and once a day, each time in a transaction of its own.

    Several workers may do it at once.
    """
    CLEANERS.append(clean)
    return clean
