"""A row of a file beside the lease that it is about: what nobody knew is added, and what is otherwise stays."""

from collections.abc import Iterable, Iterator
from datetime import date

from sqlalchemy.orm import Session

from core.importing.findings import Fault
from housing.advert import Advert
from housing.importing.landlords import LandlordRow
from housing.importing.lease import LeaseRow
from housing.lease_doubts import lease_doubts
from housing.models import Landlord, Lease, Listing
from housing.services.importing.known_landlords import KnownLandlords
from housing.services.leases.leases import write_acceptance, write_declaration
from people.matching import SAME, name_likeness
from people.services.member_rows import STAYS

_OF_HOME = ("postal_code", "size_m2", "bedrooms", "floor", "atak", "electricity_supply_number")
_OF_CHARGES = ("common_charges", "rent_covers")


def find_lease(leases: Iterable[Lease], row: LeaseRow) -> Lease | None:
    """Of the leases of the row's household the one that it is about: of the same first day, or the same declaration."""
    leases = list(leases)
    by_day = (lease for lease in leases if lease.starts_on == row.starts_on)
    number = row.declaration_number
    by_number = (lease for lease in leases if number and lease.declaration_number == number)
    return next(by_day, None) or next(by_number, None)


def differences(lease: Lease, row: LeaseRow) -> Iterator[Fault]:
    """What the row says otherwise than it is here."""
    new = _additions(lease, row)
    for column, here, said in _beside(lease, row):
        if said is not None and said != here and column not in new:
            yield Fault(row.row, column, "stays-as-here", STAYS)
    if not _may_be(lease.landlord.leading, row.landlord):
        yield Fault(row.row, "landlord_name", "stays-as-here", STAYS)


def unusual(lease: Lease | None, row: LeaseRow) -> Iterator[Fault]:
    """What the row would write down and rarely is so: of a lease that is here only what nobody knew."""
    doubts = lease_doubts(
        monthly_rent=lease.monthly_rent if lease else row.flat.monthly_rent,
        deposit=row.flat.deposit if lease is None or "deposit" in _additions(lease, row) else None,
        signed_on=row.signed_on if lease is None else None,
        starts_on=row.starts_on,
    )
    yield from (Fault(row.row, doubt.field, doubt.code, doubt.sentence) for doubt in doubts)


def add_missing(session: Session, lease: Lease, row: LeaseRow, landlords: KnownLandlords, *, on: date) -> bool:
    """Write down what the row says of lease, home and landlord and nobody knew; say whether there was any of it."""
    new = _additions(lease, row)
    if "deposit" in new:
        lease.deposit = row.flat.deposit
    if new & {"declaration_number", "declared_on"} and row.declared_on:
        write_declaration(session, lease, number=row.declaration_number, declared_on=row.declared_on, on=on)
    if "accepted_on" in new and row.accepted_on:
        write_acceptance(lease, accepted_on=row.accepted_on, on=on)
    is_fuller = complete_home(lease.listing, row.flat)
    landlord = lease.landlord.leading
    if landlords.find(row.landlord) in (None, landlord) and _may_be(landlord, row.landlord):
        is_fuller |= landlords.complete(landlord, row.landlord)
    return bool(new) or is_fuller


def complete_home(listing: Listing, flat: Advert) -> bool:
    """Write down what is said of the home and its charges and nobody knew."""
    is_fuller = False
    for row, names in ((listing.dwelling, _OF_HOME), (listing, _OF_CHARGES)):
        for name in names:
            if (said := getattr(flat, name)) is not None and getattr(row, name) in (None, ""):
                setattr(row, name, said)
                is_fuller = True
    return is_fuller


def _beside(lease: Lease, row: LeaseRow) -> Iterator[tuple[str, object, object]]:
    """Each column with what is here and what the row says."""
    yield "monthly_rent", lease.monthly_rent, row.flat.monthly_rent
    yield "deposit", lease.deposit, row.flat.deposit
    yield "signed_on", lease.signed_on, row.signed_on
    yield "starts_on", lease.starts_on, row.starts_on
    yield "last_day", lease.agreed_ends_on, row.agreed_ends_on
    yield "declaration_number", lease.declaration_number, row.declaration_number
    yield "declared_on", lease.declared_on, row.declared_on
    yield "accepted_on", lease.accepted_on, row.accepted_on


def _additions(lease: Lease, row: LeaseRow) -> set[str]:
    """The columns of the lease that are empty here and that the row fills; a step at AADE only after the one before."""
    new = {"deposit"} if lease.deposit is None and row.flat.deposit is not None else set()
    declared_on = lease.declared_on
    if declared_on is None and row.declared_on is not None and row.declared_on >= lease.signed_on:
        new |= {"declaration_number", "declared_on"}
        declared_on = row.declared_on
    elif lease.declaration_number is None and row.declaration_number and row.declared_on == declared_on:
        new.add("declaration_number")
    if lease.accepted_on is None and row.accepted_on and declared_on and row.accepted_on >= declared_on:
        new.add("accepted_on")
    return new


def _may_be(landlord: Landlord, said: LandlordRow) -> bool:
    """Whether the row can mean who lets by this lease."""
    if landlord.afm and said.afm:
        return landlord.afm == said.afm
    return not (landlord.name and said.name) or name_likeness(landlord.name, said.name) >= SAME
