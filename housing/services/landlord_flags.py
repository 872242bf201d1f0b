"""What to look at before money goes to a landlord. Said, never refused: it may be a slip, or well known."""

from collections.abc import Iterator
from dataclasses import dataclass

from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.sealed import matches
from core.text import N_, Sentence
from housing.models import Landlord, Lease
from housing.services.landlord_reach import is_seen_by
from housing.services.owners import owners_of
from people.identifiers import IdentifierKind
from people.matching import PersonFacts, compare
from people.models import Contact, Household, HouseholdMember, Identifier


@dataclass(frozen=True, slots=True)
class LandlordFlag:
    """One thing to look at, and whose page has more of it, where that is the reader's to open."""

    sentence: Sentence
    landlord_id: int | None = None
    household_id: int | None = None


def flags_of(session: Session, landlord: Landlord, actor: User) -> list[LandlordFlag]:
    """What the landlord has in common with other landlords, with people served, and with the staff."""
    return [
        *_other_landlords(session, landlord, actor),
        *_households(session, landlord, actor),
        *_staff(session, landlord),
    ]


def flags_of_lease(session: Session, lease: Lease, actor: User) -> list[LandlordFlag]:
    """The same of everybody who may be paid for a lease: its landlord, and the owners of the home."""
    owners = [owner.landlord for owner in owners_of(session, lease.listing.dwelling)]
    found = [
        flag for landlord in dict.fromkeys([lease.landlord, *owners]) for flag in flags_of(session, landlord, actor)
    ]
    if len(owners) > 1:
        several = N_("The home belongs to %(n)s owners: each has to be paid to an own account.")
        found.append(LandlordFlag(Sentence(several, {"n": len(owners)}), landlord_id=lease.landlord_id))
    return found


def _other_landlords(session: Session, landlord: Landlord, actor: User) -> Iterator[LandlordFlag]:
    numbers = (
        (landlord.iban, Landlord.iban_index, N_("%(landlord)s and %(other)s have the same IBAN.")),
        (landlord.afm, Landlord.afm_index, N_("%(landlord)s and %(other)s have the same AFM: perhaps they are one.")),
    )
    for value, index, said in numbers:
        same = select(Landlord, is_seen_by(actor)).where(Landlord.id != landlord.id, Landlord.same_as_id.is_(None))
        for other, is_seen in session.execute(same.where(matches(index, value)).order_by(Landlord.id)) if value else ():
            name = other.known_as if is_seen else Sentence(N_("a landlord of another centre"))
            sentence = Sentence(said, {"landlord": landlord.known_as, "other": name})
            yield LandlordFlag(sentence, landlord_id=other.id if is_seen else None)


def _households(session: Session, landlord: Landlord, actor: User) -> Iterator[LandlordFlag]:
    """Households of which somebody has the landlord's tax number, account or telephone."""
    said = N_("%(landlord)s and somebody of %(household)s have the same tax number, account or telephone.")
    for household in session.scalars(_households_with_numbers_of(landlord)):
        is_seen = actor.sees_centre(household.centre_id)
        name = household.reference if is_seen else Sentence(N_("a household of another centre"))
        sentence = Sentence(said, {"landlord": landlord.known_as, "household": name})
        yield LandlordFlag(sentence, household_id=household.id if is_seen else None)


def _households_with_numbers_of(landlord: Landlord) -> Select[Household]:
    numbers = ((IdentifierKind.AFM, landlord.afm), (IdentifierKind.IBAN, landlord.iban))
    same = [and_(Identifier.kind == kind, matches(Identifier.value_index, value)) for kind, value in numbers if value]
    in_papers = select(Identifier.person_id).where(or_(false(), *same))
    phones = select(Contact).where(matches(Contact.value_index, landlord.phone or "")).subquery()
    member = select(HouseholdMember.household_id).where(
        or_(
            HouseholdMember.person_id.in_(in_papers),
            HouseholdMember.person_id.in_(select(phones.c.person_id)),
        )
    )
    has_it = or_(Household.id.in_(member), Household.id.in_(select(phones.c.household_id)))
    return select(Household).where(has_it).order_by(Household.id)


def _staff(session: Session, landlord: Landlord) -> Iterator[LandlordFlag]:
    """Whoever works here and bears the landlord's name, in whatever letters, or has its e-mail."""
    facts = PersonFacts(landlord.id, landlord.name, email=landlord.email)
    for user in session.scalars(select(User).where(User.active).order_by(User.id)):
        if compare(facts, PersonFacts(user.id, user.name, email=user.email)).is_same:
            said = N_("%(landlord)s and %(name)s of the staff have the same name or e-mail.")
            yield LandlordFlag(Sentence(said, {"landlord": landlord.known_as, "name": user.name}))
