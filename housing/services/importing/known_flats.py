"""The homes that rows of leases name, as they are here: found by a number that only one has, or by all that is said."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session, joinedload

from core.db import in_parts
from core.importing.words import fold
from core.structure import Centre
from housing.importing.advert import AdvertRow
from housing.importing.lease import are_one_home, numbers_of_home
from housing.models import Dwelling, Lease, Listing
from housing.states import GONE

Number = tuple[str, str]  # the column, and what stands in it
_NUMBERS = (Dwelling.atak, Dwelling.electricity_supply_number)


class KnownFlats:
    """The homes of these rows that these centres work on, each by its advert: one that is open before the others."""

    def __init__(self, session: Session, flats: Sequence[AdvertRow], centres: Sequence[Centre]) -> None:
        self._session = session
        self._own = Listing.centre_id.in_([centre.id for centre in centres])
        self._by_number: defaultdict[Number, list[Listing]] = defaultdict(list)
        self._by_all: defaultdict[tuple[object, ...], list[Listing]] = defaultdict(list)
        numbers = {number for flat in flats for number in numbers_of_home(flat).values()}
        for listing in self._adverts(numbers, *_NUMBERS):
            for number in numbers_of_home(listing.dwelling).items():
                self._by_number[number].append(listing)
        for listing in self._adverts({flat.size_m2 for flat in flats if whole_flat(flat)}, Dwelling.size_m2):
            if key := whole_flat(listing.dwelling):
                self._by_all[key].append(listing)
        self._leases = self._leases_of(numbers)

    def surely(self, flat: AdvertRow) -> Listing | None:
        """The home with this ATAK or this electricity supply number."""
        return next((one for one in self._numbered(flat) if are_one_home(one.dwelling, flat)), None)

    def perhaps(self, flat: AdvertRow) -> Listing | None:
        """The home with the same address, size and floor, where the row says all of it and no number says otherwise."""
        alike = self._by_all.get(whole_flat(flat) or (), [])
        return next((one for one in alike if not self._is_another(one, flat)), None)

    def nearly(self, flat: AdvertRow) -> Listing | None:
        """The home with one of these numbers, but another of the other kind."""
        return next((one for one in self._numbered(flat) if are_one_home(one.dwelling, flat) is None), None)

    def binding(self, flat: AdvertRow, from_on: date) -> Lease | None:
        """The lease, also at another centre, that binds the home with one of these numbers on the day or later."""
        found = (each for number in numbers_of_home(flat).items() for each in self._leases[number])
        leases = (lease for lease, home in found if are_one_home(home, flat))
        return next((lease for lease in leases if lease.ends_on > from_on), None)

    def _numbered(self, flat: AdvertRow) -> Iterator[Listing]:
        for number in numbers_of_home(flat).items():
            yield from self._by_number[number]

    def _is_another(self, listing: Listing, flat: AdvertRow) -> bool:
        own, said = numbers_of_home(listing.dwelling), numbers_of_home(flat)
        return any(own[column] != said[column] for column in own.keys() & said.keys())

    def _adverts(self, values: Iterable[object], *columns: InstrumentedAttribute[Any]) -> list[Listing]:
        """The adverts that lead for the homes with one of these values in one of the columns."""
        found: dict[int, Listing] = {}
        for part in in_parts(values):
            query = select(Listing).join(Listing.dwelling).where(self._own, or_(*(each.in_(part) for each in columns)))
            found |= {one.id: one for one in self._session.scalars(query.options(joinedload(Listing.dwelling)))}
        leading = {one.id: one for one in (listing.same_as or listing for listing in found.values())}
        return sorted(leading.values(), key=lambda one: (one.status in GONE, -one.id))

    def _leases_of(self, numbers: Iterable[str]) -> defaultdict[Number, list[tuple[Lease, Dwelling]]]:
        found: defaultdict[Number, list[tuple[Lease, Dwelling]]] = defaultdict(list)
        for part in in_parts(numbers):
            query = select(Lease, Dwelling).join(Lease.listing).join(Listing.dwelling)
            query = query.where(or_(*(number.in_(part) for number in _NUMBERS))).order_by(Lease.id)
            for lease, home in self._session.execute(query):
                for number in numbers_of_home(home).items():
                    found[number].append((lease, home))
        return found


def whole_flat(flat: AdvertRow | Dwelling) -> tuple[object, ...] | None:
    """Address, town, size and floor, where all of it is said: two flats of one house seldom share it."""
    if not (flat.address and flat.size_m2) or flat.floor is None:
        return None
    return fold(flat.address), fold(flat.city or ""), flat.size_m2, flat.floor
