"""One row of each kind that a page shows to change it."""

from datetime import date, timedelta
from decimal import Decimal

from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from housing.models import (
    Agent,
    AgentCapacity,
    Landlord,
    ListingPhoto,
    Needs,
    NeedsArea,
    OwnershipShare,
    ShortlistEntry,
    Viewing,
    ViewingGuest,
    VoidPeriod,
)
from housing.occupancy import VoidReason
from housing.viewing_facts import Opener
from housing.wants import AreaWish
from people.identifiers import IdentifierKind
from people.models import (
    Contact,
    ContactKind,
    Enterprise,
    EnterpriseKind,
    HouseholdPlace,
    HouseholdPlaceKind,
    Identifier,
    Income,
    IncomeKind,
    Per,
    PersonLanguage,
    RentSupport,
    SupportKind,
)
from tests.support import leases, rows
from tests.support.rows import NOW


def add_one_of_each(session: Session) -> None:
    """Each with the key 1."""
    centre = rows.add_centre(session)
    lease = leases.add_lease(session, centre)
    lease.declaration_number, lease.declared_on, lease.accepted_on = "A-1", date(2026, 11, 21), None
    household, person = lease.household, lease.household.members[0].person
    person.languages = [PersonLanguage(language="ar")]
    enterprise = Enterprise(name="Technika", kind=list(EnterpriseKind)[-1], centre=centre, created_at=NOW)
    contact = Contact(household=household, kind=ContactKind.ADDRESS, value="Efesou 7", created_at=NOW)
    number = Identifier(person=person, kind=IdentifierKind.PASSPORT, value="A1234567", created_at=NOW)
    needs = Needs(household_id=household.id, bedrooms=1, most_rent=Decimal("300.00"))
    needs.areas = [NeedsArea(wish=AreaWish.ONLY, municipality="9305", created_at=NOW)]
    void = VoidPeriod(
        dwelling=lease.listing.dwelling, starts_on=rows.BEGUN_ON, reason=VoidReason.REPAIRS, created_at=NOW
    )
    photo = ListingPhoto(listing=lease.listing, position=0, kind="other", name="a.jpg", media_type="image/jpeg")
    photo.size, photo.address, photo.added_at = 1, "ab" * 32, NOW
    place = HouseholdPlace(household=household, kind=HouseholdPlaceKind.WORK, at=[35.3, 25.1], created_at=NOW)
    month = {"amount": Decimal("780.00"), "per": Per.MONTH, "starts_on": rows.BEGUN_ON, "recorded_at": NOW}
    income = Income(person=person, kind=IncomeKind.WORK, **month)
    support = RentSupport(household=household, kind=SupportKind.AGENCY, **month)
    income.recorded_by = support.recorded_by = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.add_all([enterprise, contact, number, needs, photo, void, place, income, support])
    brother = Landlord(name="Nikos Lydakis", kept_by=centre, created_at=NOW)
    for landlord in (lease.landlord, brother):
        share = OwnershipShare(dwelling=lease.listing.dwelling, landlord=landlord, share=500_000)
        session.add_all([share, Agent(landlord=landlord, name="Kastro", capacity=AgentCapacity.OTHER, created_at=NOW)])
    keeper = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre, name="Zoe Kalli")
    kept = ShortlistEntry(household=household, listing=lease.listing, position=1, kept_by=keeper, kept_at=NOW)
    viewing = Viewing(listing=lease.listing, officer=keeper, opener=Opener.LANDLORD, booked_by_id=keeper.id)
    viewing.starts_at, viewing.ends_at, viewing.created_at = NOW, NOW + timedelta(minutes=30), NOW
    viewing.guests = [ViewingGuest(household=household, invited_at=NOW)]
    session.add_all([kept, viewing])
