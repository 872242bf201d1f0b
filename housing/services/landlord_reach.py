"""Who sees a landlord: all centres share them, and each sees those that let where it works."""

from sqlalchemy import ColumnElement, CompoundSelect, and_, exists, or_, select, union
from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Forbidden, NotFound
from core.text import N_, Sentence
from housing.models import Landlord, Lease, Listing, OwnershipShare
from people.models import Household

NO_SUCH_LANDLORD = Sentence(N_("There is no such landlord."))
OTHER_CENTRE = Sentence(N_("This landlord lets at other centres only."))


def get_landlord(session: Session, landlord_id: int, actor: User) -> Landlord:
    """The landlord, for those of a centre where it lets; who lets nowhere yet is everybody's."""
    landlord = session.get(Landlord, landlord_id)
    if landlord is None:
        raise NotFound(NO_SUCH_LANDLORD)
    centres = _centres(session, landlord)
    if centres and not any(actor.sees_centre(centre_id) for centre_id in centres):
        raise Forbidden(OTHER_CENTRE)
    return landlord


def is_seen_by(actor: User) -> ColumnElement[bool]:
    """The same for queries of landlords."""
    advertised = exists().where(Listing.landlord_id == Landlord.id)
    let = exists().where(Lease.landlord_id == Landlord.id)
    owns = exists().where(OwnershipShare.landlord_id == Landlord.id, OwnershipShare.dwelling_id == Listing.dwelling_id)
    lets_here = let.where(Lease.household_id == Household.id, actor.sees(Household.centre_id))
    here = (part.where(actor.sees(Listing.centre_id)) for part in (advertised, owns))
    return or_(*here, lets_here, and_(~advertised, ~owns, ~let))


def sees_landlord_papers(session: Session, landlord: Landlord, actor: User) -> bool:
    """Numbers of a landlord are for those who serve every centre where that one lets."""
    return all(actor.sees_centre(centre_id) for centre_id in _centres(session, landlord))


def _centres(session: Session, landlord: Landlord) -> list[int]:
    """Where the landlord lets."""
    return list(session.scalars(_where(landlord)))


def _where(landlord: Landlord) -> CompoundSelect[tuple[int]]:
    advertised = select(Listing.centre_id).where(Listing.landlord_id == landlord.id)
    owned = select(Listing.centre_id).join(OwnershipShare, OwnershipShare.dwelling_id == Listing.dwelling_id)
    let = select(Household.centre_id).join(Lease, Lease.household_id == Household.id)
    return union(
        advertised,
        owned.where(OwnershipShare.landlord_id == landlord.id),
        let.where(Lease.landlord_id == landlord.id),
    )
