"""To whom a home belongs: written down as a whole, so that the shares always make it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.errors import Refused
from core.sealed import matches
from core.structure import Centre
from core.text import N_, Sentence
from housing.models import Dwelling, Landlord, Listing, OwnershipShare
from housing.services.landlords.landlord_papers import write_papers
from housing.services.listings.deduplication import request_deduplication
from housing.shares import check_whole
from people.identifiers import check_afm
from people.matching import name_likeness

ALIKE = 75  # names that are one, also in other letters and with a slip
TWICE = Sentence(N_("The same owner stands here twice: add the shares up."))


@dataclass(frozen=True, slots=True)
class NewOwner:
    """Somebody who is not among the owners yet; found again by the tax number, else written down as a landlord."""

    name: str
    share: int  # millionths
    afm: str | None = None
    iban: str | None = None  # of an account in the owner's own name


@dataclass(frozen=True, slots=True)
class OwnedHome:
    """A home of a landlord: its newest advert, and the landlord's own share."""

    listing: Listing
    share: int


def set_owners(
    session: Session, listing: Listing, known: Mapping[int, int], new: Sequence[NewOwner], *, actor: User, at: datetime
) -> None:
    """Write down the owners of a home: the shares of those that are known, by their key, and who is new."""
    check_whole([*known.values(), *(owner.share for owner in new)])
    wanted = {candidate.id: known[candidate.id] for candidate in candidates(session, listing) if candidate.id in known}
    for owner in new:
        landlord = _landlord(session, owner, listing.centre, actor, at)
        if landlord.id in wanted:
            raise Refused(TWICE, field="shares")
        wanted[landlord.id] = owner.share
    _write(session, listing.dwelling, wanted)
    record(session, "set-owners", listing, actor=actor)
    if new:
        request_deduplication(session, at=at)


def owners_of(session: Session, dwelling: Dwelling) -> list[OwnershipShare]:
    """The owners of a home, the largest share first."""
    query = select(OwnershipShare).options(joinedload(OwnershipShare.landlord))
    query = query.where(OwnershipShare.dwelling_id == dwelling.id)
    return list(session.scalars(query.order_by(OwnershipShare.share.desc(), OwnershipShare.id)))


def candidates(session: Session, listing: Listing) -> list[Landlord]:
    """Whose share is asked for: the owners, and the landlord of the advert."""
    found = [owner.landlord for owner in owners_of(session, listing.dwelling)]
    if listing.landlord is not None and listing.landlord not in found:
        found.append(listing.landlord)
    return found


def homes_of(session: Session, landlord: Landlord, actor: User) -> list[OwnedHome]:
    """The homes that a landlord owns with others or alone, as the newest advert of the person's centres has them."""
    query = (
        select(Listing, OwnershipShare.share)
        .join(OwnershipShare, OwnershipShare.dwelling_id == Listing.dwelling_id)
        .options(joinedload(Listing.dwelling))
        .where(OwnershipShare.landlord_id == landlord.id, actor.sees(Listing.centre_id))
    )
    rows = session.execute(query.order_by(Listing.id))
    return list({listing.dwelling_id: OwnedHome(listing, share) for listing, share in rows}.values())


def _landlord(session: Session, owner: NewOwner, centre: Centre, actor: User, at: datetime) -> Landlord:
    """The landlord with this tax number and name, else a new one; the same number under two names is flagged."""
    landlord = _known(session, owner)
    if landlord is None:
        landlord = Landlord(name=owner.name, kept_by=centre, created_at=at)
        session.add(landlord)
        session.flush()
    afm = None if landlord.afm else owner.afm
    write_papers(session, landlord, afm=afm, iban=owner.iban, actor=actor)
    return landlord


def _known(session: Session, owner: NewOwner) -> Landlord | None:
    if not owner.afm:
        return None
    same = select(Landlord).where(matches(Landlord.afm_index, check_afm(owner.afm))).order_by(Landlord.id)
    alike = (each for each in session.scalars(same) if name_likeness(each.name, owner.name) >= ALIKE)
    found = next(alike, None)
    return found and found.leading


def _write(session: Session, dwelling: Dwelling, wanted: Mapping[int, int]) -> None:
    before = {owner.landlord_id: owner for owner in owners_of(session, dwelling)}
    for landlord_id, owner in before.items():
        if landlord_id not in wanted:
            session.delete(owner)
    for landlord_id, share in wanted.items():
        if landlord_id in before:
            before[landlord_id].share = share
        else:
            session.add(OwnershipShare(dwelling=dwelling, landlord_id=landlord_id, share=share))
