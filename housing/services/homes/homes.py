"""One home and its adverts over the years."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.errors import Forbidden, NotFound
from core.text import N_, Sentence
from housing.advert import Advert
from housing.models import Dwelling, Listing
from housing.services.landlords.landlords import Landlords
from housing.services.listings import adverts
from housing.services.listings.deduplication import request_deduplication
from housing.services.listings.listings import refuse_taken_reference
from housing.services.listings.open_adverts import refuse_second_advert
from housing.states import ListingStatus

NO_SUCH_HOME = Sentence(N_("There is no such home."))
OTHER_CENTRE = Sentence(N_("This home is worked on by another centre."))


def get_home(session: Session, dwelling_id: int, actor: User) -> Dwelling:
    """The home, if one of its adverts is of this person's centres. Raises NotFound, Forbidden for others."""
    dwelling = session.get(Dwelling, dwelling_id)
    if dwelling is None:
        raise NotFound(NO_SUCH_HOME)
    latest_advert(session, dwelling, actor)
    return dwelling


def latest_advert(session: Session, dwelling: Dwelling, actor: User) -> Listing:
    """The newest of the home's own adverts that this person may see. Raises Forbidden when there is none."""
    own = [advert for advert in adverts_of(session, dwelling, actor) if advert.dwelling_id == dwelling.id]
    if not own:
        raise Forbidden(OTHER_CENTRE)
    return min(own, key=lambda advert: advert.same_as_id is not None)


def adverts_of(session: Session, dwelling: Dwelling, actor: User) -> Sequence[Listing]:
    """The home's adverts that this person may see, and those that were merged into them, the latest first."""
    own = Listing.of_home(dwelling.id)
    query = select(Listing).where(or_(Listing.id.in_(own), Listing.same_as_id.in_(own)), actor.sees(Listing.centre_id))
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
    refuse_second_advert(session, latest, on)
    refuse_taken_reference(session, advert, None)
    listing = Listing(
        dwelling=latest.dwelling, status=ListingStatus.CANDIDATE, further={}, created_at=at, confirmed_on=day_of(at),
        centre=latest.centre, landlord=latest.landlord,
    )  # fmt: skip
    adverts.write(listing, advert, Landlords(session), at)
    session.add(listing)
    record(session, "advertise-again", listing, actor=actor)
    request_deduplication(session, at=at)
    return listing
