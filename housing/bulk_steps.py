"""What can be done with many adverts at once, and which of them it is not for. Pure."""

from enum import StrEnum

from core.errors import Refused
from core.text import Sentence
from housing.states import ListingAction, ListingStatus, next_status, status_confirmed

MOST_CHOSEN = 1_000


class BulkStep(StrEnum):
    """One deed for all. What rests on an offer, a lease or a last day is decided advert by advert."""

    CONFIRM = "confirm"  # still to be had
    CONTACT = "contact"
    VERIFY = "verify"
    WITHDRAW = "withdraw"


def status_after(step: BulkStep, status: ListingStatus) -> ListingStatus:
    """The status of an advert after the step. Raises Refused, saying how things stand."""
    return status_confirmed(status) if step is BulkStep.CONFIRM else next_status(status, ListingAction(step))


def why_not(step: BulkStep, status: ListingStatus) -> Sentence | None:
    """What keeps the step from an advert of this status."""
    try:
        status_after(step, status)
    except Refused as refusal:
        return refusal.sentence
    return None
