"""What to look at before money goes to a landlord. Said, never refused: it may be a slip, or well known."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from sqlalchemy import Select, and_, false, or_, select, union_all
from sqlalchemy.orm import Session

from core.auth.models import User
from core.sealed import matches
from core.text import N_, Sentence
from housing.models import Landlord, Lease, Listing, OwnershipShare
from housing.services.landlords.landlord_reach import LEADS, is_seen_by
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
    return _flags(session, [landlord], actor)


def flags_of_lease(session: Session, lease: Lease, actor: User) -> list[LandlordFlag]:
    """The same of everybody who may be paid for a lease: its landlord, and the owners of the home."""
    paid = session.execute(_paid_for(lease)).all()
    found = _flags(session, [landlord for landlord, _ in paid], actor)
    owners = [landlord for landlord, share in paid if share is not None]
    if len(owners) > 1:
        several = N_("The home belongs to %(n)s owners: each has to be paid to an own account.")
        found.append(LandlordFlag(Sentence(several, {"n": len(owners)}), landlord_id=lease.landlord_id))
    return found


def _paid_for(lease: Lease) -> Select[Landlord, int | None]:
    """The landlord of a lease and the owners of the home, the largest share first; each with the own share, if any."""
    home = select(Listing.dwelling_id).where(Listing.id == lease.listing_id).scalar_subquery()
    owned = and_(OwnershipShare.landlord_id == Landlord.id, OwnershipShare.dwelling_id == home)
    paid = select(Landlord, OwnershipShare.share).outerjoin(OwnershipShare, owned)
    paid = paid.where(or_(Landlord.id == lease.landlord_id, OwnershipShare.id.is_not(None)))
    return paid.order_by(Landlord.id != lease.landlord_id, OwnershipShare.share.desc(), OwnershipShare.id)


def _flags(session: Session, landlords: Sequence[Landlord], actor: User) -> list[LandlordFlag]:
    """Each kind of thing is asked for once, of all landlords together: a home may have many owners."""
    others = session.execute(_landlords_with_numbers_of(landlords, actor)).all()
    households = session.execute(_households_with_numbers_of(landlords)).all()
    staff = session.scalars(select(User).where(User.active).order_by(User.id)).all()
    return [
        flag
        for landlord in landlords
        for flag in (
            *_other_landlords(landlord, [(other, is_seen) for other, is_seen in others]),
            *_households(landlord, [(household, index) for household, index in households], actor),
            *_staff(landlord, staff),
        )
    ]


def _landlords_with_numbers_of(landlords: Sequence[Landlord], actor: User) -> Select[Landlord, bool]:
    """Whoever has an account or a tax number of one of them, themselves among them; and whether they are seen."""
    same = [
        matches(index, value)
        for landlord in landlords
        for index, value in ((Landlord.iban_index, landlord.iban), (Landlord.afm_index, landlord.afm))
        if value
    ]
    others = select(Landlord, is_seen_by(actor)).where(or_(false(), *same), LEADS)
    return others.order_by(Landlord.id)


def _other_landlords(landlord: Landlord, others: Sequence[tuple[Landlord, bool]]) -> Iterator[LandlordFlag]:
    numbers: tuple[tuple[Callable[[Landlord], str | None], str], ...] = (
        (lambda each: each.iban, N_("%(landlord)s and %(other)s have the same IBAN.")),
        (lambda each: each.afm, N_("%(landlord)s and %(other)s have the same AFM: perhaps they are one.")),
    )
    for number, said in numbers:
        for other, is_seen in others:
            if other is not landlord and number(landlord) and number(other) == number(landlord):
                name = other.known_as if is_seen else Sentence(N_("a landlord of another centre"))
                sentence = Sentence(said, {"landlord": landlord.known_as, "other": name})
                yield LandlordFlag(sentence, landlord_id=other.id if is_seen else None)


def _households(
    landlord: Landlord, households: Sequence[tuple[Household, bytes]], actor: User
) -> Iterator[LandlordFlag]:
    """Households of which somebody has the landlord's tax number, account or telephone."""
    said = N_("%(landlord)s and somebody of %(household)s have the same tax number, account or telephone.")
    own = set(_indexes(landlord))
    for household in dict.fromkeys(household for household, index in households if index in own):
        is_seen = actor.sees_centre(household.centre_id)
        name = household.reference if is_seen else Sentence(N_("a household of another centre"))
        sentence = Sentence(said, {"landlord": landlord.known_as, "household": name})
        yield LandlordFlag(sentence, household_id=household.id if is_seen else None)


def _indexes(landlord: Landlord) -> Iterator[bytes]:
    """What stands beside the landlord's numbers where people served have them."""
    for value in filter(None, (landlord.afm, landlord.iban)):
        yield from Identifier.value_index.type.all_of(value)
    if landlord.phone:
        yield from Contact.value_index.type.all_of(landlord.phone)


def _households_with_numbers_of(landlords: Sequence[Landlord]) -> Select[Household, bytes]:
    """Households, and the index of what they have in common with one of the landlords."""
    papers = [
        and_(Identifier.kind == kind, matches(Identifier.value_index, value))
        for landlord in landlords
        for kind, value in ((IdentifierKind.AFM, landlord.afm), (IdentifierKind.IBAN, landlord.iban))
        if value
    ]
    phones = or_(false(), *(matches(Contact.value_index, each.phone) for each in landlords if each.phone))
    member = HouseholdMember.household_id
    in_papers = select(member, Identifier.value_index).join(
        Identifier, Identifier.person_id == HouseholdMember.person_id
    )
    of_member = select(member, Contact.value_index).join(Contact, Contact.person_id == HouseholdMember.person_id)
    of_household = select(Contact.household_id, Contact.value_index).where(Contact.household_id.is_not(None))
    same = union_all(
        in_papers.where(or_(false(), *papers)), of_member.where(phones), of_household.where(phones)
    ).subquery()
    households = select(Household, same.c.value_index).join(same, same.c.household_id == Household.id)
    return households.order_by(Household.id)


def _staff(landlord: Landlord, staff: Sequence[User]) -> Iterator[LandlordFlag]:
    """Whoever works here and bears the landlord's name, in whatever letters, or has its e-mail."""
    facts = PersonFacts(landlord.id, landlord.name, email=landlord.email)
    for user in staff:
        if compare(facts, PersonFacts(user.id, user.name, email=user.email)).is_same:
            said = N_("%(landlord)s and %(name)s of the staff have the same name or e-mail.")
            yield LandlordFlag(Sentence(said, {"landlord": landlord.known_as, "name": user.name}))
