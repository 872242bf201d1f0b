"""Who sees a landlord: all centres share them, and each sees those that it wrote down or that let where it works.

Of a record that was merged into another, that one decides.
"""

from collections.abc import Callable
from typing import Any

from sqlalchemy import ColumnElement, SQLColumnExpression, and_, func, or_, select
from sqlalchemy.orm import Session, aliased

from core.auth.models import User
from core.errors import Forbidden, NotFound
from core.text import N_, Sentence
from housing.models import Landlord, Lease, Listing, OwnershipShare
from people.models import Household

NO_SUCH_LANDLORD = Sentence(N_("There is no such landlord."))
OTHER_CENTRE = Sentence(N_("This landlord lets at other centres only."))

LEADS = Landlord.same_as_id.is_(None)  # for queries that are to find each landlord once
LEADING_ID = func.coalesce(Landlord.same_as_id, Landlord.id)


def get_landlord(session: Session, landlord_id: int, actor: User) -> Landlord:
    """The landlord by the number of any of its records: the record that leads."""
    return get_record(session, landlord_id, actor).leading


def get_record(session: Session, landlord_id: int, actor: User) -> Landlord:
    """One record of a landlord, be it merged into another. Raises NotFound, Forbidden for other centres' landlords."""
    found = session.get(Landlord, landlord_id)
    if found is None:
        raise NotFound(NO_SUCH_LANDLORD)
    if not _holds(session, found, is_seen_by(actor)):
        raise Forbidden(OTHER_CENTRE)
    return found


def is_seen_by(actor: User) -> ColumnElement[bool]:
    """The same for queries of landlords."""
    return is_known_at(actor.sees)


def sees_landlord_papers(session: Session, landlord: Landlord, actor: User) -> bool:
    """Numbers of a landlord are for those who serve every centre that it has to do with."""
    elsewhere = is_known_at(lambda centre_id: ~actor.sees(centre_id))
    return _holds(session, landlord, and_(is_seen_by(actor), ~elsewhere))


def has_record(*conditions: ColumnElement[bool]) -> ColumnElement[bool]:
    """For queries of landlords: whether one of its records is so. Who was known by a name is found by it."""
    return Landlord.id.in_(select(LEADING_ID).where(*conditions).correlate(None))


def is_known_at(here: Callable[[SQLColumnExpression[Any]], ColumnElement[bool]]) -> ColumnElement[bool]:
    """For queries of landlords: whether one advertises, owns or has let a home, or was written down, at a centre that
    is `here`.
    """
    leading = aliased(Landlord)
    centres = (
        select(Listing.centre_id).where(Listing.landlord_id == LEADING_ID),
        select(Listing.centre_id)
        .join(OwnershipShare, OwnershipShare.dwelling_id == Listing.dwelling_id)
        .where(OwnershipShare.landlord_id == LEADING_ID),
        select(Household.centre_id)
        .join(Lease, Lease.household_id == Household.id)
        .where(Lease.landlord_id == LEADING_ID),
        select(leading.kept_by_id).where(leading.id == LEADING_ID),
    )
    return or_(*(centre.where(here(centre.selected_columns[0])).correlate(Landlord).exists() for centre in centres))


def _holds(session: Session, landlord: Landlord, condition: ColumnElement[bool]) -> bool:
    return session.scalar(select(Landlord.id).where(Landlord.id == landlord.id, condition)) is not None
