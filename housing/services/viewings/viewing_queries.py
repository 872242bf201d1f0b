"""Finding viewings: for those who work on the flat, for those who serve a household, and for the household itself."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, case, func, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.auth.models import User
from core.dates import DAY, start_of
from core.errors import Forbidden, NotFound
from core.text import N_, Sentence
from housing.models import Listing, Viewing, ViewingGuest
from housing.services.homes.running_leases import is_home_of_another
from housing.states import EXPECTED, GuestStatus, ViewingStatus
from people.models import Household

NO_SUCH_VIEWING = Sentence(N_("There is no such viewing."))
OTHER_CENTRE = Sentence(N_("This viewing belongs to another centre."))


def get_viewing(session: Session, viewing_id: int, actor: User) -> Viewing:
    """The viewing with its flat and who comes, if this person works on the flat. Raises NotFound, Forbidden."""
    viewing = session.scalar(with_guests().where(Viewing.id == viewing_id))
    if viewing is None:
        raise NotFound(NO_SUCH_VIEWING)
    if not actor.sees_centre(viewing.listing.centre_id):
        raise Forbidden(OTHER_CENTRE)
    return viewing


def get_guest(session: Session, guest_id: int, actor: User) -> ViewingGuest:
    """A household at a viewing, if this person serves it and works on the flat. Raises NotFound, Forbidden."""
    guest = session.scalar(_guests().where(ViewingGuest.id == guest_id))
    if guest is None:
        raise NotFound(NO_SUCH_VIEWING)
    if not (actor.sees_centre(guest.household.centre_id) and actor.sees_centre(guest.viewing.listing.centre_id)):
        raise Forbidden(OTHER_CENTRE)
    return guest


def get_own_guest(session: Session, guest_id: int, household: Household) -> ViewingGuest:
    """The household's own; another's is not there for it. Raises NotFound."""
    guest = session.scalar(_guests().where(ViewingGuest.id == guest_id, ViewingGuest.household_id == household.id))
    if guest is None:
        raise NotFound(NO_SUCH_VIEWING)
    return guest


def shows_door(session: Session, guest: ViewingGuest, *, at: datetime, on: date) -> bool:
    """Whether the household reads at which door the home is: it says that it comes, until that is over, and nobody else
    lives there.
    """
    comes = guest.status is GuestStatus.CONFIRMED and guest.is_to_come(at)
    return comes and not is_home_of_another(session, guest.viewing.listing, guest.household, on)


def own_viewings(session: Session, household_id: int, *, since: datetime) -> Sequence[ViewingGuest]:
    """What is planned with the household and not over at an instant, also where it cannot come, the earliest first."""
    is_planned = Viewing.status == ViewingStatus.PLANNED, Viewing.ends_at > since
    its = ViewingGuest.household_id == household_id, ViewingGuest.status != GuestStatus.RELEASED
    query = _guests().join(ViewingGuest.viewing).where(*its, *is_planned)
    return session.scalars(query.order_by(Viewing.starts_at, ViewingGuest.id)).all()


def viewings_of_household(session: Session, household_id: int, actor: User) -> Sequence[ViewingGuest]:
    """Every viewing of a flat of the person's centres that it was ever invited to, the latest first."""
    query = _guests().join(ViewingGuest.viewing).join(Viewing.listing)
    its = query.where(ViewingGuest.household_id == household_id, actor.sees(Listing.centre_id))
    return session.scalars(its.order_by(Viewing.starts_at.desc(), ViewingGuest.id.desc())).all()


def viewings_of_flat(session: Session, listing: Listing) -> Sequence[Viewing]:
    """Every viewing of the home, by whichever of its adverts, the latest first."""
    query = with_guests().where(Viewing.listing_id.in_(Listing.of_home(listing.dwelling_id)))
    return session.scalars(query.order_by(Viewing.starts_at.desc(), Viewing.id.desc())).all()


def viewings_on(session: Session, actor: User, day: date, *, officer: User | None = None) -> Sequence[Viewing]:
    """What begins on a day in Athens at the person's centres, cancelled ones too; of one officer, or of all."""
    return viewings_between(session, actor, day, day + DAY, officer=officer)


def viewings_between(
    session: Session, actor: User, first: date, end: date, *, officer: User | None = None
) -> Sequence[Viewing]:
    """What begins on one of these days, `end` not among them, the earliest first."""
    query = with_guests().join(Viewing.listing).where(actor.sees(Listing.centre_id))
    query = query.where(Viewing.starts_at >= start_of(first), Viewing.starts_at < start_of(end))
    if officer is not None:
        query = query.where(Viewing.officer_id == officer.id)
    return session.scalars(query.order_by(Viewing.starts_at, Viewing.id)).all()


def count_own(officer: User, on: date) -> Select[*tuple[Any, ...]]:
    """A query for how many of an officer's viewings are today, how many of earlier days wait for what came of them, and
    when the first of these was; those only to which somebody is still thought to come.
    """
    is_today, is_over = Viewing.starts_at >= start_of(on), Viewing.starts_at < start_of(on)
    query = select(
        func.count(case((is_today, 1))).label("today"),
        func.count(case((is_over, 1))).label("over"),
        func.min(case((is_over, Viewing.starts_at))).label("first_over_at"),
    )
    own = Viewing.officer_id == officer.id, Viewing.status != ViewingStatus.CANCELLED
    waits = Viewing.guests.any(ViewingGuest.status.in_(EXPECTED)), Viewing.starts_at < start_of(on + DAY)
    return query.join(Viewing.listing).where(*own, *waits, officer.sees(Listing.centre_id))


def no_shows(session: Session, household_ids: Iterable[int]) -> Mapping[int, int]:
    """How often each of these households did not come to a flat, of those who ever did not."""
    missed = ViewingGuest.status == GuestStatus.NO_SHOW, ViewingGuest.household_id.in_(set(household_ids))
    query = select(ViewingGuest.household_id, func.count()).where(*missed).group_by(ViewingGuest.household_id)
    return dict(session.execute(query).all())


def expected_of(viewing: Viewing) -> list[ViewingGuest]:
    """Who is thought to come."""
    return [guest for guest in viewing.guests if guest.status in EXPECTED]


def with_guests() -> Select[Viewing]:
    """Viewings with their flats and who comes, to be found among."""
    listing = joinedload(Viewing.listing)
    parts = (listing.joinedload(part) for part in (Listing.dwelling, Listing.landlord, Listing.centre))
    guests = selectinload(Viewing.guests).joinedload(ViewingGuest.household)
    return select(Viewing).options(*parts, joinedload(Viewing.officer), guests)


def _guests() -> Select[ViewingGuest]:
    viewing = joinedload(ViewingGuest.viewing)
    listing = viewing.joinedload(Viewing.listing)
    parts = (listing.joinedload(part) for part in (Listing.dwelling, Listing.landlord, Listing.centre))
    return select(ViewingGuest).options(*parts, viewing.joinedload(Viewing.officer), joinedload(ViewingGuest.household))
