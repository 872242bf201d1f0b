"""The homes that rows of leases name, as they are here: found by a number that only one has, or by all that is said."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date

from sqlalchemy import or_, select
from sqlalchemy.orm import Session, joinedload

from core.db import in_parts
from core.importing.words import fold
from core.structure import Centre
from housing.importing.advert import AdvertRow
from housing.importing.lease import numbers_of_home
from housing.models import Dwelling, Lease, Listing
from housing.states import GONE

Number = tuple[str, str]  # the column, and what stands in it
_BOTH = (Dwelling.atak, Dwelling.electricity_supply_number)


class KnownFlats:
    """The homes of these rows that these centres work on, each by its advert: one that is open before the others."""

    def __init__(self, session: Session, flats: Sequence[AdvertRow], centres: Sequence[Centre]) -> None:
        self._session = session
        self._by_number: dict[Number, Listing] = {}
        self._by_all: dict[tuple[object, ...], Listing] = {}
        numbers = {value for flat in flats for _, value in numbers_of_home(flat)}
        sizes = {flat.size_m2 for flat in flats if whole_flat(flat)}
        own = Listing.centre_id.in_([centre.id for centre in centres])
        found: dict[int, Listing] = {}
        for part in in_parts(numbers):
            query = select(Listing).join(Listing.dwelling).where(own, or_(*(number.in_(part) for number in _BOTH)))
            found |= {listing.id: listing for listing in session.scalars(query.options(joinedload(Listing.dwelling)))}
        for listing in sorted(found.values(), key=_open_and_latest_first):
            for number in _numbers_of(listing.dwelling):
                self._by_number.setdefault(number, listing.same_as or listing)
        query = select(Listing).join(Listing.dwelling).where(own, Dwelling.size_m2.in_(sizes))
        alike = session.scalars(query.options(joinedload(Listing.dwelling))).all() if sizes else []
        for listing in sorted(alike, key=_open_and_latest_first):
            if key := whole_flat(listing.dwelling):
                self._by_all.setdefault(key, listing.same_as or listing)
        self._leases = self._leases_of(numbers)

    def surely(self, flat: AdvertRow) -> Listing | None:
        """The home with this ATAK or this electricity supply number."""
        return next((self._by_number[number] for number in numbers_of_home(flat) if number in self._by_number), None)

    def perhaps(self, flat: AdvertRow) -> Listing | None:
        """The home with the same address, size and floor, where the row says all of it and no number says otherwise."""
        listing = self._by_all.get(whole_flat(flat) or ())
        if listing is None or self.surely(flat) is not None:
            return None
        own = dict(_numbers_of(listing.dwelling))
        is_another = any(own.get(column, value) != value for column, value in numbers_of_home(flat))
        return None if is_another else listing

    def binding(self, flat: AdvertRow, from_on: date) -> Lease | None:
        """The lease, also at another centre, that binds the home with one of these numbers on the day or later."""
        leases = (lease for number in numbers_of_home(flat) for lease in self._leases[number])
        return next((lease for lease in leases if lease.statutory_ends_on > from_on), None)

    def _leases_of(self, numbers: Iterable[str]) -> defaultdict[Number, list[Lease]]:
        found: defaultdict[Number, list[Lease]] = defaultdict(list)
        for part in in_parts(numbers):
            query = select(Lease, Dwelling).join(Lease.listing).join(Listing.dwelling)
            query = query.where(or_(*(number.in_(part) for number in _BOTH))).order_by(Lease.statutory_ends_on.desc())
            for lease, dwelling in self._session.execute(query):
                for number in _numbers_of(dwelling):
                    found[number].append(lease)
        return found


def whole_flat(flat: AdvertRow | Dwelling) -> tuple[object, ...] | None:
    """Address, town, size and floor, where all of it is said: two flats of one house seldom share it."""
    if not (flat.address and flat.size_m2) or flat.floor is None:
        return None
    return fold(flat.address), fold(flat.city or ""), flat.size_m2, flat.floor


def _numbers_of(home: Dwelling) -> list[Number]:
    both = ("atak", home.atak), ("electricity_supply_number", home.electricity_supply_number)
    return [(column, value) for column, value in both if value]


def _open_and_latest_first(listing: Listing) -> tuple[bool, int]:
    return listing.status in GONE, -listing.id
