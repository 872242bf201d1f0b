"""One home and its adverts over the years."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.db import lock_row
from core.errors import Forbidden, NotFound, Refused
from core.text import N_, Sentence
from housing.advert import Advert
from housing.models import Dwelling, Listing
from housing.services import adverts
from housing.services.landlords import Landlords
from housing.services.listings import refuse_taken_reference
from housing.services.looking import ask_to_look
from housing.services.running_leases import refuse_running_lease
from housing.states import GONE, ListingStatus

NO_SUCH_HOME = Sentence(N_("There is no such home."))
OTHER_CENTRE = Sentence(N_("This home is worked on by another centre."))
IS_ADVERTISED = Sentence(N_("This home is advertised already: bring that advert up to date, or close it first."))


def get_home(session: Session, dwelling_id: int, actor: User) -> Dwelling:
    """The home, if one of its adverts is of this person's centres. Raises NotFound, Forbidden for others."""
    dwelling = session.get(Dwelling, dwelling_id)
    if dwelling is None:
        raise NotFound(NO_SUCH_HOME)
    if not adverts_of(session, dwelling, actor):
        raise Forbidden(OTHER_CENTRE)
    return dwelling


def adverts_of(session: Session, dwelling: Dwelling, actor: User) -> Sequence[Listing]:
    """The home's adverts that this person may see, the latest first."""
    query = select(Listing).where(Listing.dwelling_id == dwelling.id, actor.sees(Listing.centre_id))
    query = query.options(joinedload(Listing.landlord), joinedload(Listing.dwelling))
    return session.scalars(query.order_by(Listing.created_at.desc(), Listing.id.desc())).all()


def next_advert(latest: Listing) -> Advert:
    """What a new advert of the same home begins with: all but what was that advert's own."""
    return replace(
        adverts.as_advert(latest), source=None, reference=None, source_link=None, available_from=None,
        available_until=None, further={},
    )  # fmt: skip


def advertise_again(
    session: Session, latest: Listing, advert: Advert, *, actor: User, on: date, at: datetime
) -> Listing:
    """A new advert of the same home, for the centre that works on it. Refused while it is advertised or let."""
    lock_row(session, latest.dwelling)
    of_this_home = Listing.dwelling_id == latest.dwelling_id
    if session.scalar(select(Listing.id).where(of_this_home, Listing.status.not_in(GONE)).limit(1)):
        raise Refused(IS_ADVERTISED)
    refuse_running_lease(session, latest, on)
    refuse_taken_reference(session, advert, None)
    listing = Listing(
        dwelling=latest.dwelling, status=ListingStatus.CANDIDATE, further={}, created_at=at, confirmed_on=day_of(at),
        centre=latest.centre, landlord=latest.landlord,
    )  # fmt: skip
    adverts.write(listing, advert, Landlords(session), at)
    session.add(listing)
    record(session, "advertise-again", listing, actor=actor)
    ask_to_look(session, at=at)
    return listing
