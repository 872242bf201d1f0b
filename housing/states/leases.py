"""How far a lease is with the tax authority. Pure."""

from datetime import date
from enum import StrEnum


class LeaseStatus(StrEnum):
    """How far a lease is with the tax authority (AADE): the landlord declares it, the tenant accepts it there."""

    SIGNED = "signed"
    DECLARED = "declared"
    ACCEPTED = "accepted"
    ENDED = "ended"


def lease_status(declared_on: date | None, accepted_on: date | None, ends_on: date | None, on: date) -> LeaseStatus:
    """The status on a day. `ends_on` is the first day that the lease does not cover; None is open-ended."""
    if ends_on is not None and ends_on <= on:
        return LeaseStatus.ENDED
    if accepted_on is not None and accepted_on <= on:
        return LeaseStatus.ACCEPTED
    if declared_on is not None and declared_on <= on:
        return LeaseStatus.DECLARED
    return LeaseStatus.SIGNED
