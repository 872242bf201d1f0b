"""Landlords as we know them: written down, corrected, listed with what they let."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date, datetime

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.emails import check_email
from core.errors import Refused
from core.findable import fits
from core.paging import Page, take_page
from core.phones import check_phone
from core.sealed import matches
from core.text import N_, Sentence
from housing.models import Landlord, LandlordKind, Lease, Listing, ListingSpot
from housing.search.let_homes import is_let_home
from housing.services.landlords.landlord_reach import LEADING_ID, LEADS, has_record, is_seen_by, sees_landlord_papers
from housing.services.listings.deduplication import request_deduplication
from housing.services.mapping.tallies import Sought
from people.identifiers import check_afm, check_iban
from people.models import Household

NAMELESS = Sentence(N_("Enter the name, a telephone or an e-mail: something to know the landlord by."))
KNOWN_AFM = Sentence(N_("A landlord with this AFM is known already: look for it by the number."))
ANOTHER_LEADS = Sentence(N_("Another record of this landlord leads: correct that one."))
NOT_YOUR_CENTRE = Sentence(N_("You do not work for this centre."))
_PAPERS = ("afm", "iban")


@dataclass(frozen=True, slots=True)
class LandlordDetails:
    """What is written down about a landlord."""

    name: str = ""
    kind: LandlordKind | None = None
    phone: str | None = None
    email: str | None = None
    afm: str | None = None
    iban: str | None = None  # of an account in the landlord's own name


@dataclass(frozen=True, slots=True)
class LandlordSearch:
    """What is looked for: words of a name in any script, a kind."""

    text: str = ""
    kind: LandlordKind | None = None


def add_landlord(session: Session, details: LandlordDetails, *, centre_id: int, actor: User, at: datetime) -> Landlord:
    """Write down for a centre a landlord whose tax number nobody has yet."""
    if not actor.sees_centre(centre_id):
        raise Refused(NOT_YOUR_CENTRE, field="centre_id")
    checked = _checked(details)
    _refuse_known_afm(session, checked.afm)
    landlord = Landlord(**asdict(checked), kept_by_id=centre_id, created_at=at)
    session.add(landlord)
    record(session, "add-landlord", landlord, actor=actor)
    request_deduplication(session, at=at)
    return landlord


def change_landlord(
    session: Session, landlord: Landlord, details: LandlordDetails, *, actor: User, at: datetime
) -> None:
    """Correct what is written down; numbers stay as they are for those who do not see them."""
    if landlord.same_as_id is not None:
        raise Refused(ANOTHER_LEADS)
    checked = _checked(details)
    keeps = () if sees_landlord_papers(session, landlord, actor) else _PAPERS
    if not keeps and checked.afm != landlord.afm:
        _refuse_known_afm(session, checked.afm, but=landlord.id)
    for name, value in asdict(checked).items():
        if name not in keeps:
            setattr(landlord, name, value)
    record(session, "change-landlord", landlord, actor=actor)
    request_deduplication(session, at=at)


def list_landlords(
    session: Session, actor: User, search: LandlordSearch = LandlordSearch(), *, number: int = 1
) -> Page[Landlord]:
    """A page of the landlords that this person sees and looks for, by name; the nameless come last."""
    query = select(Landlord).where(is_seen_by(actor), LEADS)
    if search.text:
        query = query.where(has_record(fits(search.text, Landlord.search_key)))
    if search.kind is not None:
        query = query.where(Landlord.kind == search.kind)
    return take_page(session, query.order_by(Landlord.name == "", Landlord.name, Landlord.id), number)


def adverts_of(session: Session, landlord: Landlord, actor: User) -> list[Listing]:
    """The adverts of the person's centres, the newest first."""
    loaded = joinedload(Listing.dwelling), joinedload(Listing.centre)
    query = select(Listing).options(*loaded).where(Listing.landlord_id == landlord.id)
    return list(session.scalars(query.where(actor.sees(Listing.centre_id)).order_by(Listing.id.desc())))


def flats_of(landlord: Landlord, actor: User, *, on: date) -> Sought:
    """The same for a map, without the homes that a household rents: where somebody lives is on no map of flats."""
    adverts = select(Listing.id).where(Listing.landlord_id == landlord.id, Listing.same_as_id.is_(None))
    return Sought((ListingSpot.listing_id.in_(adverts.where(actor.sees(Listing.centre_id))), ~is_let_home(on)))


def lets_of(session: Session, landlord: Landlord, actor: User) -> list[Lease]:
    """The leases with households of the person's centres, the latest start first."""
    query = (
        select(Lease)
        .join(Lease.household)
        .options(joinedload(Lease.household), joinedload(Lease.listing).joinedload(Listing.dwelling))
        .where(Lease.landlord_id == landlord.id, actor.sees(Household.centre_id))
    )
    return list(session.scalars(query.order_by(Lease.starts_on.desc(), Lease.id.desc())))


def count_adverts(session: Session, landlords: Iterable[Landlord], actor: User) -> Mapping[int, int]:
    """How many adverts of the person's centres each landlord has."""
    asked = [landlord.id for landlord in landlords]
    query = select(Landlord.id, func.count(Listing.id)).join(Listing).where(Landlord.id.in_(asked))
    return _counted(session, query.where(actor.sees(Listing.centre_id)))


def count_lets(session: Session, landlords: Iterable[Landlord], actor: User) -> Mapping[int, int]:
    """How many leases with households of the person's centres each landlord has signed."""
    asked = [landlord.id for landlord in landlords]
    query = select(Landlord.id, func.count(Lease.id)).join(Lease).join(Lease.household).where(Landlord.id.in_(asked))
    return _counted(session, query.where(actor.sees(Household.centre_id)))


def _counted(session: Session, query: Select[int, int]) -> Mapping[int, int]:
    return dict(session.execute(query.group_by(Landlord.id)).all())


def _refuse_known_afm(session: Session, afm: str | None, *, but: int | None = None) -> None:
    """Refused when a landlord has this tax number, other than the one that is `but`, by whichever of its records."""
    if not afm:
        return
    same = select(Landlord.id).where(matches(Landlord.afm_index, afm), LEADING_ID.is_distinct_from(but))
    if session.scalar(same.limit(1)):
        raise Refused(KNOWN_AFM, field="afm")


def _checked(details: LandlordDetails) -> LandlordDetails:
    """Numbers in the form in which they are stored."""
    if not (details.name or details.phone or details.email):
        raise Refused(NAMELESS, field="name")
    return replace(
        details,
        phone=details.phone and check_phone(details.phone),
        email=details.email and check_email(details.email),
        afm=details.afm and check_afm(details.afm),
        iban=details.iban and check_iban(details.iban),
    )
