"""Leases that run are taken from a file with their flats and landlords; of those that are known what was missing is
added. Twice changes nothing, and no file changes what somebody wrote down.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import joinedload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.db import in_parts, lock_rows
from core.importing.findings import Fault
from core.importing.statuses import RowStatus
from core.row_imports import RowImport, wait_for_turn
from core.text import N_, Sentence
from housing.importing.lease import LeaseRow, are_one_home, numbers_of_home
from housing.models import Dwelling, Landlord, Lease, Listing, Offer
from housing.services.homes.running_leases import HAS_HOME, bound_until, other_home
from housing.services.importing.known_flats import KnownFlats, whole_flat
from housing.services.importing.known_landlords import (
    ANOTHER_NUMBER,
    KnownLandlords,
    contradictions,
    landlords_of,
    other_names,
)
from housing.services.importing.known_leases import add_missing, complete_home, differences, find_lease, unusual
from housing.services.importing.known_tenants import KnownTenants
from housing.services.landlords.landlords import Landlords
from housing.services.leases.lease_takeover import Declaration, take_over_lease, why_out_of_use
from housing.services.leases.leases import TAKEN_NUMBER, LeaseTerms
from housing.services.listings import listings
from housing.services.mapping.named_places import put_where_named
from housing.services.offers.offer_queries import live_offers
from housing.services.viewings.called_off import lock_viewings
from housing.states import ListingAction, allowed_actions
from people.models import Household
from people.periods import OpenPeriod
from people.services.stages import HAS_LEFT
from people.stages import Stage

TWO_HOMES = N_("Row %(row)s gives this household another lease: it has one at a time.")
ONE_HOME = N_("Row %(row)s names the same home: one lease runs there at a time.")
ONE_NUMBER = N_("Row %(row)s has the same declaration number.")
BOUND = N_("A lease that is written down already binds this home until %(day)s.")
OFFERED = Sentence(N_("This home is offered to a household here, or kept for one: take the offer back first."))
OF_TENANT = Sentence(N_("This is the tax number of somebody of the household itself: whose is it?"))
ANOTHER_NAME = N_("This tax number is that of %(name)s here. Is it the same landlord?")
ANOTHER_NAME_ELSEWHERE = Sentence(
    N_("Another centre knows this tax number under another name. Is it the same landlord?")
)
MAYBE_HOME = N_("Row %(row)s says the same of its flat. Are they two flats?")
MAYBE_HERE = N_("“%(flat)s” is let here already, and the same is said of it. Is this another flat?")
HAS_OFFER = N_("“%(flat)s” is offered to this household, or kept for it. Does it live elsewhere already?")


class LeaseImport(RowImport[LeaseRow]):
    """The leases of one file, for the households that these centres serve."""

    def take_turn(self) -> None:
        """As files of households do: the same may name one."""
        wait_for_turn(self._session)

    def _look_up(self, rows: Sequence[LeaseRow]) -> None:
        self._tenants = KnownTenants(self._session, self._source, rows, self._centres)
        self._landlords = KnownLandlords(self._session, [row.landlord for row in rows])
        self._flats = KnownFlats(self._session, [row.flat for row in rows], self._centres)
        self._leases: defaultdict[int, list[Lease]] = defaultdict(list)  # by household
        whole = joinedload(Lease.listing).joinedload(Listing.dwelling)
        for part in in_parts({household.id for row in rows if (household := self._tenants.of(row))}):
            query = select(Lease).where(Lease.household_id.in_(part)).options(whole, joinedload(Lease.landlord))
            for lease in self._session.scalars(query.order_by(Lease.id)):
                self._leases[lease.household_id].append(lease)
        self._offers: dict[int, Offer] = {}  # that are not settled yet, by household
        for part in in_parts({household.id for row in rows if (household := self._tenants.of(row))}):
            self._offers |= live_offers(self._session, part)
        self._declared: dict[str, int] = {}  # the lease, by the number
        for numbers in in_parts({row.declaration_number for row in rows if row.declaration_number}):
            found = select(Lease.declaration_number, Lease.id).where(Lease.declaration_number.in_(numbers))
            self._declared |= {number or "": lease_id for number, lease_id in self._session.execute(found)}

    def _faults(self, rows: Sequence[LeaseRow]) -> Iterator[Fault]:
        for fault in contradictions(row.landlord for row in rows):
            yield replace(fault, field=f"landlord_{fault.field}")
        yield from self._repeats(rows)
        for row in rows:
            household, why = self._tenants.of(row), self._tenants.fault_of(row)
            if why is not None:
                yield why
            if household is None or not row.is_dated:
                continue
            lease = self._lease_of(row)
            if self._declared.get(row.declaration_number or "", lease and lease.id) != (lease and lease.id):
                yield Fault(row.row, "declaration_number", "taken", TAKEN_NUMBER)
            if lease is None:
                yield from self._household_faults(row, household)
                yield from self._landlord_faults(row, household)
                yield from self._flat_faults(row)

    def _repeats(self, rows: Sequence[LeaseRow]) -> Iterator[Fault]:
        """Of rows that cannot all be true the first is believed."""
        first: dict[tuple[object, ...], LeaseRow] = {}
        for row in rows:
            household = self._tenants.of(row)
            said: list[tuple[str, str, object]] = [("number", TWO_HOMES, household.id)] if household else []
            said += [(column, ONE_HOME, number) for column, number in numbers_of_home(row.flat).items()]
            said += [("declaration_number", ONE_NUMBER, row.declaration_number)] if row.declaration_number else []
            for column, msgid, value in said:
                other = first.setdefault((column, value), row)
                if other is not row and (msgid is not ONE_HOME or are_one_home(other.flat, row.flat)):
                    yield Fault(row.row, column, "said-twice", Sentence(msgid, {"row": other.row}))

    def _household_faults(self, row: LeaseRow, household: Household) -> Iterator[Fault]:
        if household.stage is Stage.EXITED:
            yield Fault(row.row, "number", "has-left", HAS_LEFT)
        period = OpenPeriod(row.starts_on, row.agreed_ends_on)
        other = other_home(self._leases[household.id], period, row.read_on)
        if other is not None:
            yield Fault(row.row, "starts_on", "has-a-home", Sentence(HAS_HOME, {"day": other.starts_on}))

    def _landlord_faults(self, row: LeaseRow, household: Household) -> Iterator[Fault]:
        for name in self._landlords.other_numbers(row.landlord):
            yield Fault(row.row, f"landlord_{name}", "another-number", ANOTHER_NUMBER)
        if row.landlord.afm and row.landlord.afm in self._tenants.afms_of(household):
            yield Fault(row.row, "landlord_afm", "number-of-tenant", OF_TENANT)

    def _flat_faults(self, row: LeaseRow) -> Iterator[Fault]:
        where = next(iter(numbers_of_home(row.flat)), "address")
        binding, listing = self._flats.binding(row.flat, row.starts_on), self._flats.surely(row.flat)
        if binding is not None:
            yield Fault(row.row, where, "bound", Sentence(BOUND, {"day": binding.last_day}))
        elif listing is not None and ListingAction.TAKE_OVER not in allowed_actions(listing.status):
            yield Fault(row.row, where, "offered", OFFERED)
        elif listing and (why := why_out_of_use(self._session, listing, row.starts_on, row.read_on)):
            yield Fault(row.row, where, "out-of-use", why)

    def _doubts(self, rows: Iterable[LeaseRow]) -> Iterator[Fault]:
        rows = list(rows)
        own = landlords_of(self._session, self._centres)
        yield from _maybe_one_home(rows)
        new = (row.landlord for row in rows if self._landlords.find(row.landlord) is None)
        yield from (replace(doubt, field=f"landlord_{doubt.field}") for doubt in other_names(new))
        for row in rows:
            yield from self._tenants.doubts_of(row)
            lease = self._lease_of(row)
            yield from unusual(lease, row)
            if lease is not None:
                yield from differences(lease, row)
                continue
            yield from self._landlord_doubts(row, own)
            perhaps = self._flats.nearly(row.flat) or self._flats.perhaps(row.flat)
            if perhaps is not None and bound_until(self._session, perhaps, row.starts_on) is not None:
                yield Fault(row.row, "address", "maybe-here", Sentence(MAYBE_HERE, {"flat": perhaps.title}))
            offer = self._offers.get(household.id) if (household := self._tenants.of(row)) else None
            if offer is not None:
                yield Fault(row.row, "number", "has-an-offer", Sentence(HAS_OFFER, {"flat": offer.listing.title}))

    def _landlord_doubts(self, row: LeaseRow, own: set[int]) -> Iterator[Fault]:
        """A tax number mistyped is somebody else's."""
        landlord = self._landlords.find(row.landlord)
        if landlord and row.landlord.name and not self._landlords.is_called(landlord, row.landlord.name):
            known = Sentence(ANOTHER_NAME, {"name": landlord.name})
            sentence = known if landlord.id in own else ANOTHER_NAME_ELSEWHERE
            yield Fault(row.row, "landlord_name", "another-name", sentence)

    def _lease_of(self, row: LeaseRow) -> Lease | None:
        """The lease that the row is about, if it is here already."""
        household = self._tenants.of(row)
        return find_lease(self._leases[household.id], row) if household else None

    def _store_rows(self, rows: Sequence[LeaseRow], actor: User | None, at: datetime) -> dict[int, RowStatus]:
        self._lock(rows)
        return {row.row: self._store(row, actor, at) for row in rows}

    def _store(self, row: LeaseRow, actor: User | None, at: datetime) -> RowStatus:
        lease = self._lease_of(row)
        if lease is None:
            self._take_over(row, actor, at)
            return RowStatus.NEW
        if not add_missing(self._session, lease, row, self._landlords, on=day_of(at)):
            return RowStatus.UNCHANGED
        record(self._session, "complete-lease", lease, actor=actor)
        return RowStatus.UPDATED

    def _take_over(self, row: LeaseRow, actor: User | None, at: datetime) -> None:
        household = self._tenants.of(row)
        assert household is not None  # otherwise the row has a fault
        landlord, listing = self._landlord_of(row, household, at), self._listing_of(row)
        if listing is None:
            listing = self._new_listing(row, household, at)
        else:
            complete_home(listing, row.flat)
        listing.landlord = listing.landlord or landlord
        terms = LeaseTerms(
            monthly_rent=row.flat.monthly_rent,
            deposit=row.flat.deposit,
            signed_on=row.signed_at_latest,
            starts_on=row.starts_on,
            agreed_ends_on=row.agreed_ends_on,
        )
        done = Declaration(row.declaration_number, row.declared_on, row.accepted_on)
        lease = take_over_lease(self._session, listing, household, landlord, terms, done, actor=actor, at=at)
        self._leases[household.id].append(lease)

    def _landlord_of(self, row: LeaseRow, household: Household, at: datetime) -> Landlord:
        landlord = self._landlords.find(row.landlord)
        if landlord is None:
            return self._landlords.add(row.landlord, household.centre, at=at)
        self._landlords.complete(landlord, row.landlord)
        return landlord

    def _new_listing(self, row: LeaseRow, household: Household, at: datetime) -> Listing:
        """A home that nobody knew. Where a household lives no service for addresses is asked: its town is enough."""
        listing = listings.new_listing(row.flat, household.centre, Landlords(self._session), at=at)
        if listing.dwelling.point is None:
            put_where_named(self._session, listing.dwelling)
        self._session.add(listing)
        return listing

    def _listing_of(self, row: LeaseRow) -> Listing | None:
        """The home as it is here: by a number of its own, or by all that is said of it and who lets it."""
        surely = self._flats.surely(row.flat)
        perhaps = self._flats.perhaps(row.flat)
        if surely or perhaps is None:
            return surely
        landlord = self._landlords.find(row.landlord)
        is_its_landlord = landlord is not None and perhaps.landlord is not None and perhaps.landlord.leading is landlord
        is_free = (
            ListingAction.TAKE_OVER in allowed_actions(perhaps.status)
            and bound_until(self._session, perhaps, row.starts_on) is None
            and why_out_of_use(self._session, perhaps, row.starts_on, row.read_on) is None
        )
        return perhaps if is_its_landlord and is_free else None

    def _lock(self, rows: Sequence[LeaseRow]) -> None:
        """All that these rows may change, in the order in which everybody holds it."""
        new = [row for row in rows if self._lease_of(row) is None]
        known = [lease for row in rows if (lease := self._lease_of(row))]
        homes = [listing for row in new if (listing := self._listing_of(row))] + [lease.listing for lease in known]
        landlords = [found for row in rows if (found := self._landlords.find(row.landlord))]
        households = [household for row in new if (household := self._tenants.of(row))]
        lock_rows(self._session, Listing, Listing.id.in_([listing.id for listing in homes]))
        lock_rows(self._session, Dwelling, Dwelling.id.in_([listing.dwelling_id for listing in homes]))
        lock_rows(self._session, Landlord, Landlord.id.in_([landlord.id for landlord in landlords]))
        lock_viewings(self._session, *{listing.dwelling_id for listing in homes})
        lock_rows(self._session, Household, Household.id.in_([household.id for household in households]))

    def _record(self, values: Mapping[str, object], actor: User | None) -> None:
        record(self._session, "import-leases", self._centre, actor=actor, values=values)


def _maybe_one_home(rows: Iterable[LeaseRow]) -> Iterator[Fault]:
    """Of rows that say the same of their flat, or give it one number of two, the later one asks."""
    first: dict[object, LeaseRow] = {}
    for row in rows:
        numbers = numbers_of_home(row.flat)
        others = [first.setdefault(key, row) for key in (whole_flat(row.flat), *numbers.items()) if key]
        for other in dict.fromkeys(one.row for one in others if one is not row and _may_be_one(one, row)):
            yield Fault(row.row, "address", "maybe-one-home", Sentence(MAYBE_HOME, {"row": other}))


def _may_be_one(one: LeaseRow, other: LeaseRow) -> bool:
    """Two that have numbers of their own are two."""
    has_numbers = numbers_of_home(one.flat).keys() & numbers_of_home(other.flat).keys()
    return are_one_home(one.flat, other.flat) is None or not has_numbers
