"""What two records of one person, or of one family, both say: it stands once, with what only one knows of it."""

from collections.abc import Callable, Hashable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import InstrumentedAttribute, Session

from people.models import Consent, Contact, Household, HouseholdPlace, Identifier, Income, Person, RentSupport

Owner = Person | Household

_OF_A_PAPER = ("valid_from", "valid_until", "paper")
_CHECKED = ("checked_on", "checked_by_id")

OF_A_PERSON = (Identifier, Contact, Consent, Income)

# What says the same, of what hangs on a person or a household; None: it is by itself.
SAYS: dict[type[Any], Callable[[Any], Hashable | None]] = {
    Identifier: lambda number: (number.kind, number.value),
    Contact: lambda contact: (contact.kind, contact.value),
    HouseholdPlace: lambda place: (place.kind, place.note, *place.at),
    Consent: lambda consent: consent.purpose if consent.withdrawn_on is None else None,
    Income: lambda income: _declared(income),
    RentSupport: lambda support: _declared(support),
}


@dataclass(frozen=True, slots=True)
class SaidTwice:
    """What both records say: the row of the one that leads, and the other's, which stays where it is."""

    leads: Any
    stays: Any


def said_twice(session: Session, kind: type[Any], leads: Owner, merged: Owner) -> list[SaidTwice]:
    """What of a kind both say."""
    says, whose = SAYS[kind], _owner_of(kind, leads)
    rows = session.scalars(select(kind).where(whose.in_((leads.id, merged.id))).order_by(kind.id)).all()
    own = {says(row): row for row in rows if getattr(row, whose.key) == leads.id}
    own.pop(None, None)
    return [SaidTwice(own[says(row)], row) for row in rows if getattr(row, whose.key) == merged.id and says(row) in own]


def complete(twice: SaidTwice) -> dict[str, Any]:
    """A paper that was checked for the merged record was checked for the person. What was taken over, to remember."""
    leads, stays = twice.leads, twice.stays
    taken = [name for name in _OF_A_PAPER if getattr(leads, name) is None and getattr(stays, name) is not None]
    if not _is_valid_for_a_day(*(getattr(leads, day) or getattr(stays, day) for day in _OF_A_PAPER[:2])):
        taken = [name for name in taken if name not in _OF_A_PAPER[:2]]
    if leads.checked_on is None and stays.checked_on is not None:
        taken += _CHECKED
    for name in taken:
        setattr(leads, name, getattr(stays, name))
    return {"leads": leads.id, "stays": stays.id, "taken": taken}


def take_back(session: Session, completed: Iterable[Mapping[str, Any]]) -> None:
    """What papers were completed by, unless somebody has corrected or checked them since."""
    for one in completed:
        leads, stays = session.get(Identifier, one["leads"]), session.get(Identifier, one["stays"])
        if leads is None or stays is None:
            continue
        is_checked_since = any(getattr(leads, name) != getattr(stays, name) for name in _CHECKED)
        for name in one["taken"]:
            if getattr(leads, name) == getattr(stays, name) and not (name in _CHECKED and is_checked_since):
                setattr(leads, name, None)
    session.flush()


def prefer_own(session: Session, leads: Owner, merged: Owner) -> list[int]:
    """One way to reach somebody is preferred: that of the record that leads, if it says one.

    The keys of those that are preferred no more.
    """
    own, given_up = (
        session.scalars(select(Contact).where(_owner_of(Contact, owner) == owner.id, Contact.is_preferred)).all()
        for owner in (leads, merged)
    )
    if not own:
        return []
    for contact in given_up:
        contact.is_preferred = False
    session.flush()
    return [contact.id for contact in given_up]


def prefer_again(session: Session, merged: Owner, given_up: Iterable[int]) -> None:
    """The way by which the merged record was reached first, unless another of its own is preferred since."""
    whose = _owner_of(Contact, merged) == merged.id
    own = session.scalars(select(Contact).where(whose).order_by(Contact.id)).all()
    if not any(contact.is_preferred for contact in own):
        for contact in own:
            contact.is_preferred = contact.id in given_up
    session.flush()


def _owner_of(kind: type[Any], owner: Owner) -> InstrumentedAttribute[int]:
    """The column that says whose a row is."""
    column: InstrumentedAttribute[int] = kind.household_id if isinstance(owner, Household) else kind.person_id
    return column


def _declared(row: Income | RentSupport) -> Hashable | None:
    return (row.kind, row.amount, row.per, row.starts_on, row.ends_on) if row.superseded_at is None else None


def _is_valid_for_a_day(valid_from: Any, valid_until: Any) -> bool:
    return valid_from is None or valid_until is None or valid_from < valid_until
