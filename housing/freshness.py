"""Whether an advert may still be believed. Pure."""

from datetime import date, timedelta

from housing.states import AVAILABLE, ListingStatus


def asks_for_call(
    status: ListingStatus, confirmed_on: date, available_until: date | None, on: date, stale_after: timedelta
) -> bool:
    """Whether nobody has confirmed for so long that the home is still to be had; while it is offered nobody asks.

    What is over is closed and not called about.
    """
    is_stale = status in AVAILABLE and confirmed_on <= on - stale_after
    return is_stale and not is_over(status, available_until, on)


def is_over(status: ListingStatus, available_until: date | None, on: date) -> bool:
    """Whether its last day has passed and the advert is still open."""
    return status in AVAILABLE and available_until is not None and available_until < on
