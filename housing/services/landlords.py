"""Who lets: the landlord an advert names, found again by name and telephone."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.phones import check_phone
from core.sealed import matches
from housing.advert import Advert
from housing.models import Landlord


class Landlords:
    """The known landlords. `at_once` reads them all by one query, for a file of adverts."""

    def __init__(self, session: Session, *, at_once: bool = False) -> None:
        self._session = session
        self._met: dict[tuple[str, str], Landlord] = {}
        self._all_met = at_once
        if at_once:
            query = select(Landlord).where(Landlord.phone.is_not(None)).order_by(Landlord.id.desc())
            self._met = {(landlord.name, landlord.phone or ""): landlord for landlord in session.scalars(query)}

    def named_by(self, advert: Advert, own: Landlord | None, at: datetime) -> Landlord | None:
        """The listing's own landlord when name and telephone still say so, else another; None when nobody is named."""
        phone = check_phone(advert.phone) if advert.phone else None
        name = advert.landlord_name or ""
        if not (name or phone or advert.email or advert.afm):
            return None
        if own is not None and _identity(own.name, own.phone, own.email) == _identity(name, phone, advert.email):
            own.email = advert.email
            own.afm = own.afm or advert.afm
            return own
        landlord = self._find(name, phone) or Landlord(name=name, phone=phone, created_at=at)
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
        return self._session.scalar(query.order_by(Landlord.id).limit(1))


def _identity(name: str, phone: str | None, email: str | None) -> tuple[str, str | None]:
    """What tells a listing's landlord from another: an e-mail only where nothing else is known."""
    return name, phone if name else phone or email
