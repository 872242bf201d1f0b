"""One flat, one open advert at a time."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.db import lock_row
from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Listing
from housing.services.homes.running_leases import why_bound
from housing.states import GONE

IS_ADVERTISED = Sentence(N_("This home is advertised already: bring that advert up to date, or close it first."))
LED_BY_ANOTHER = Sentence(N_("Another advert leads for this flat: take the step there."))


def is_advertised(session: Session, dwelling_id: int, *, but: Listing | None = None) -> bool:
    """Whether an advert of the home is open, besides that one."""
    query = select(Listing.id).where(Listing.dwelling_id == dwelling_id, Listing.status.not_in(GONE))
    if but is not None:
        query = query.where(Listing.id != but.id)
    return session.scalar(query.limit(1)) is not None


def why_not_opened(session: Session, listing: Listing, on: date) -> Sentence | None:
    """What keeps a closed advert, or a new one of its home, from being opened on that day."""
    if listing.same_as_id is not None:
        return LED_BY_ANOTHER
    if is_advertised(session, listing.dwelling_id):
        return IS_ADVERTISED
    return why_bound(session, listing, on)


def refuse_second_advert(session: Session, listing: Listing, on: date) -> None:
    """Raise Refused with that; the advert and its home are locked, so that nobody opens another meanwhile."""
    lock_row(session, listing)
    lock_row(session, listing.dwelling)
    why = why_not_opened(session, listing, on)
    if why is not None:
        raise Refused(why)
