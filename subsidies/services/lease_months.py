"""Which months an award may be for: those of its lease."""

from datetime import date
from typing import NamedTuple

from core.dates import first_of_month
from core.text import N_, Sentence
from housing.models import Lease
from subsidies.importing.award import in_words

AFTER_LEASE = N_(
    "%(month)s lies after the lease, which binds until %(day)s. Leave the month out, or write down the lease by which"
    " the household lives there now."
)
BEFORE_LEASE = N_(
    "%(month)s lies before the lease, which begins on %(day)s, and is not said to be paid. Give the months of an"
    " earlier home in a file of their own, or leave them out."
)


class Outside(NamedTuple):
    """Why a month cannot be paid under a lease."""

    code: str
    sentence: Sentence


def why_outside(lease: Lease, month: date, *, is_paid: bool) -> Outside | None:
    """What is still to be paid lies under the lease; what was paid lies not after it."""
    if month >= lease.ends_on:
        return Outside("after-lease", Sentence(AFTER_LEASE, {"month": in_words(month), "day": lease.last_day}))
    if is_before(lease, month) and not is_paid:
        return Outside("before-lease", Sentence(BEFORE_LEASE, {"month": in_words(month), "day": lease.starts_on}))
    return None


def is_before(lease: Lease, month: date) -> bool:
    """Whether the month is over when the lease begins."""
    return month < first_of_month(lease.starts_on)
