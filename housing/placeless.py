"""Adverts that stand nowhere on the map yet, or in the middle of their town only."""

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import Session, joinedload

from core.auth.models import User
from core.paging import Page, take_page
from housing.models import Dwelling, Listing
from housing.states import GONE


def listings_without_place(session: Session, actor: User, page: int = 1) -> Page[Listing]:
    """A page of what stands nowhere on the map yet, or in the middle of its town only; the oldest first."""
    query = select(Listing).where(_needs_place(actor)).options(joinedload(Listing.dwelling))
    return take_page(session, query.order_by(Listing.created_at, Listing.id), page)


def count_without_place(session: Session, actor: User) -> int:
    """How many these are."""
    query = select(func.count(Listing.id)).where(_needs_place(actor))
    return session.scalars(query).one()


def _needs_place(actor: User) -> ColumnElement[bool]:
    """The homes stand apart, so that SQLite begins with their index, be there few or many of them."""
    homes = select(Dwelling.id).where(Dwelling.wants_place())
    return and_(Listing.dwelling_id.in_(homes), Listing.status.not_in(GONE), actor.sees(Listing.centre_id))
