"""Who lets the flats of the demonstration: what each is and said, who speaks for some, who owns a flat together."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from sqlalchemy.orm import Session
from stdnum.gr import vat

from core.auth.models import User
from core.dates import day_of
from housing.models import AgentCapacity, Landlord, LandlordKind, Listing, StanceAnswer, StanceTopic
from housing.services.landlords.agents import AgentDetails, add_agent
from housing.services.landlords.landlord_records import LandlordDetails, change_landlord
from housing.services.landlords.owners import NewOwner, set_owners
from housing.services.landlords.stances import Statement, record_stances
from housing.shares import WHOLE
from people.demo.many import invented_iban

# How the names of organisations end or begin; whoever else lets is a person.
_ORGANISATIONS = ("Α.Ε.", "Ε.Ε.", "Ο.Ε.", "Κληροδότημα", "Συνεταιρισμός")
_AGENTS = (
    ("Μεσιτικό γραφείο Τάλως", AgentCapacity.ESTATE_AGENT, "2810996001"),
    ("Ελένη Σταματάκη, κόρη", AgentCapacity.RELATIVE, "2810996002"),
    ("Μεσιτικό γραφείο Τάλως", AgentCapacity.ESTATE_AGENT, "2810996001"),
)
_YES, _NO, _DEPENDS = StanceAnswer
_STANCES = (
    {StanceTopic.SUBSIDISED: _YES, StanceTopic.CHILDREN: _YES, StanceTopic.PETS: _NO},
    {StanceTopic.SUBSIDISED: _DEPENDS, StanceTopic.FOREIGNERS: _YES},
    {StanceTopic.SUBSIDISED: _YES, StanceTopic.CHILDREN: _DEPENDS, StanceTopic.SEASONAL_ONLY: _NO},
    {StanceTopic.SEASONAL_ONLY: _YES},
)
HALF = WHOLE // 2


def set_kinds(session: Session, listings: Sequence[Listing], actor: User, at: datetime) -> None:
    """What each landlord of these flats is."""
    for landlord in _landlords(listings):
        change_landlord(session, landlord, _details(landlord), actor=actor, at=at)


def create_stories(session: Session, listings: Sequence[Listing], actor: User, at: datetime) -> None:
    """Three landlords have somebody who speaks for them, four said whom they let to, two flats belong to sisters."""
    for landlord, (name, capacity, phone) in zip(_landlords(listings), _AGENTS, strict=False):
        add_agent(session, landlord, AgentDetails(name, capacity, phone), actor=actor, at=at)
    for number, (landlord, answers) in enumerate(zip(_landlords(listings), _STANCES, strict=False)):
        said = Statement(landlord.known_as, day_of(at) - timedelta(days=3 * number))
        record_stances(session, landlord, answers, said, on=day_of(at), actor=actor, at=at)
    for number, listing in enumerate(listings[:2]):
        _share(session, listing, number, actor, at)


def _landlords(listings: Sequence[Listing]) -> list[Landlord]:
    return list(dict.fromkeys(listing.landlord for listing in listings if listing.landlord is not None))


def _details(landlord: Landlord) -> LandlordDetails:
    is_organisation = any(part in landlord.name for part in _ORGANISATIONS)
    kind = LandlordKind.ORGANISATION if is_organisation else LandlordKind.PERSON
    return LandlordDetails(landlord.name, kind, landlord.phone, landlord.email, landlord.afm, landlord.iban)


def _share(session: Session, listing: Listing, number: int, actor: User, at: datetime) -> None:
    """The landlord of the advert owns it together with a sister."""
    if listing.landlord is None:
        return
    afm = f"0000020{number}"
    sister = NewOwner(
        name="Χρυσή " + listing.landlord.name.split()[-1],
        share=HALF,
        afm=afm + vat.calc_check_digit(afm),  # right in form, and of nobody
        iban=invented_iban(900 + number),
    )
    set_owners(session, listing, {listing.landlord.id: HALF}, [sister], actor=actor, at=at)
