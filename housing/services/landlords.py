"""Who lets: the landlord an advert names, found again by name and telephone."""

from collections import defaultdict
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session, joinedload

from core.phones import check_phone
from core.sealed import matches
from core.structure import Centre
from housing.advert import Advert
from housing.models import Landlord

Identity = tuple[str, str | None]  # name and telephone


class Landlords:
    """The known landlords. `at_once` reads them all by one query, for a file of adverts."""

    def __init__(self, session: Session, *, at_once: bool = False) -> None:
        self._session = session
        self._met: dict[tuple[str, str], Landlord] = {}
        self._all_met = at_once
        self._also: dict[int, set[Identity]] = {}
        if at_once:
            self._also = _other_records(session)
            query = select(Landlord).where(Landlord.phone.is_not(None)).order_by(Landlord.id.desc())
            query = query.options(joinedload(Landlord.same_as))
            self._met = {(met.name, met.phone or ""): met.leading for met in session.scalars(query)}

    def also_known_as(self, landlord: Landlord | None) -> set[Identity]:
        """The names and telephones of the other records that were merged into this one."""
        if landlord is None:
            return set()
        if self._all_met:
            return self._also.get(landlord.id, set())
        return _other_records(self._session, landlord).get(landlord.id, set())

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
        landlord = self._find(name, phone) or Landlord(name=name, phone=phone, kept_by=centre, created_at=at)
        landlord.email = landlord.email or advert.email
        landlord.afm = landlord.afm or advert.afm
        if phone is not None:
            self._met[name, phone] = landlord
        return landlord

    def _find(self, name: str, phone: str | None) -> Landlord | None:
        """A name alone tells nobody apart: the telephone has to agree too."""
        if phone is None:
            return None
        if self._all_met or (name, phone) in self._met:
            return self._met.get((name, phone))
        query = select(Landlord).where(matches(Landlord.phone_index, phone), Landlord.name == name)
        found = self._session.scalar(query.order_by(Landlord.id).limit(1))
        return found and found.leading


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
