"""Who lets: the landlord an advert names, found again by name and telephone, or with a new telephone."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from sqlalchemy import exists, or_, select
from sqlalchemy.orm import Session, joinedload

from core.db import in_parts
from core.errors import Refused
from core.phones import check_phone
from core.sealed import matches
from core.structure import Centre
from core.text import N_, Sentence
from housing.advert import Advert
from housing.models import Landlord, Lease, Listing, OwnershipShare

Identity = tuple[str, str | None]  # name and telephone
LETS_OTHERS = Sentence(
    N_(
        "This landlord lets other homes too: correct the telephone on the landlord's page. If a namesake lets this one,"
        " write that landlord down first."
    )
)


class Landlords:
    """The known landlords. For many adverts those with one of their `phones` are read at once, and merged records."""

    def __init__(self, session: Session, phones: Iterable[str] | None = None) -> None:
        self._session = session
        self._phones = frozenset(map(check_phone, phones or ()))
        self._met: dict[tuple[str, str], Landlord] = {}
        self._also = _other_records(session) if phones is not None else None
        for part in in_parts(self._phones):
            query = select(Landlord).where(matches(Landlord.phone_index, *part)).order_by(Landlord.id.desc())
            query = query.options(joinedload(Landlord.same_as))
            self._met |= {(met.name, met.phone or ""): met.leading for met in session.scalars(query)}

    def also_known_as(self, landlord: Landlord | None) -> set[Identity]:
        """The names and telephones of the other records that were merged into this one."""
        if landlord is None:
            return set()
        also = _other_records(self._session, landlord) if self._also is None else self._also
        return also.get(landlord.id, set())

    def named_by(self, advert: Advert, own: Landlord | None, centre: Centre, at: datetime) -> Landlord | None:
        """The listing's own landlord when name and telephone still say so, else another; None when nobody is named.

        Whoever is not known yet is written down by the centre.
        """
        phone = check_phone(advert.phone) if advert.phone else None
        name = advert.landlord_name or ""
        if not (name or phone or advert.email or advert.afm):
            return None
        if own is not None and (name, phone) in self.also_known_as(own):
            return own
        if own is not None and _identity(own.name, own.phone, own.email) == _identity(name, phone, advert.email):
            own.email = advert.email
            own.afm = own.afm or advert.afm
            return own
        landlord = self.find(name, phone) or Landlord(name=name, phone=phone, kept_by=centre, created_at=at)
        landlord.email = landlord.email or advert.email
        landlord.afm = landlord.afm or advert.afm
        if phone is not None:
            self._met[name, phone] = landlord
        return landlord

    def find(self, name: str, phone: str | None) -> Landlord | None:
        """A name alone tells nobody apart: the telephone has to agree too."""
        if phone is None:
            return None
        if phone in self._phones or (name, phone) in self._met:
            return self._met.get((name, phone))
        query = select(Landlord).where(matches(Landlord.phone_index, phone), Landlord.name == name)
        found = self._session.scalar(query.order_by(Landlord.id).limit(1))
        return found and found.leading


def correct_phone(session: Session, listing: Listing, advert: Advert) -> None:
    """Of an advert whose landlord keeps the name: a telephone by which nobody is known is the landlord's new one.

    Whoever changes an advert corrects one home's landlord: refused for one who lets others too.
    """
    own, landlords = listing.landlord, Landlords(session)
    phone = check_phone(advert.phone) if advert.phone else None
    if own is None or not own.name or advert.landlord_name != own.name or phone == own.phone:
        return
    if (own.name, phone) in landlords.also_known_as(own) or landlords.find(own.name, phone):
        return
    if _lets_others(session, own, listing.dwelling_id):
        raise Refused(LETS_OTHERS, field="phone")
    own.phone = phone


def _lets_others(session: Session, landlord: Landlord, dwelling_id: int) -> bool:
    """Whether the landlord advertises, owns or has let a home besides this one."""
    elsewhere = Listing.dwelling_id != dwelling_id
    lets = or_(
        exists().where(Listing.landlord_id == landlord.id, elsewhere),
        exists().where(OwnershipShare.landlord_id == landlord.id, OwnershipShare.dwelling_id != dwelling_id),
        exists().where(Lease.landlord_id == landlord.id, Lease.listing_id == Listing.id, elsewhere),
    )
    return bool(session.scalar(select(lets)))


def _other_records(session: Session, landlord: Landlord | None = None) -> dict[int, set[Identity]]:
    query = select(Landlord).where(Landlord.same_as_id.is_not(None))
    if landlord is not None:
        query = query.where(Landlord.same_as_id == landlord.id)
    others: dict[int, set[Identity]] = defaultdict(set)
    for other in session.scalars(query):
        others[other.same_as_id or 0].add((other.name, other.phone))
    return others


def _identity(name: str, phone: str | None, email: str | None) -> tuple[str, str | None]:
    """What tells a listing's landlord from another: an e-mail only where nothing else is known."""
    return name, phone if name else phone or email
