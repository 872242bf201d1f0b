"""Whether an advert may still be believed. Pure."""

from datetime import date, timedelta

from housing.states import AVAILABLE, ListingStatus


def asks_for_call(status: ListingStatus, confirmed_on: date, on: date, stale_after: timedelta) -> bool:
    """Whether nobody has confirmed for so long that the home is still to be had; while it is offered nobody asks."""
    return status in AVAILABLE and confirmed_on <= on - stale_after


def is_over(status: ListingStatus, available_until: date | None, on: date) -> bool:
    """Whether its last day has passed and the advert is still open."""
    return status in AVAILABLE and available_until is not None and available_until < on
