"""Landlords who would not let a flat to a household: the two are not put together again without a reason."""

from functools import cache
from typing import Any

from sqlalchemy import Select, func, select
from sqlalchemy.orm import Session, aliased

from core.errors import Refused
from core.text import N_, Sentence
from housing.models import Listing, Proposal
from housing.states.landlords import LandlordAnswer
from people.models import Household

SAID_NO = Sentence(N_("The landlord would not let this flat to the household: say why it is offered."))


@cache
def pairs_refused() -> Select[*tuple[Any, ...]]:
    """A query for the keys of household and flat where the landlord's last answer about the household, by whichever
    advert of the home, was no. Made once: naming three tables anew costs more than asking them.
    """
    asked, each = aliased(Listing), aliased(Proposal)
    last = select(func.max(each.id)).join(asked, asked.id == each.listing_id)
    last = last.group_by(each.household_id, asked.dwelling_id)
    about = aliased(Listing)
    query = select(Proposal.household_id, Listing.id).join(about, about.id == Proposal.listing_id)
    query = query.join(Listing, Listing.dwelling_id == about.dwelling_id)
    return query.where(Proposal.id.in_(last), Proposal.answer == LandlordAnswer.NO)


def households_refused(session: Session, listing: Listing) -> set[int]:
    """The keys of the households to which the landlord would not let the flat."""
    found = pairs_refused().where(Listing.id == listing.id)
    return set(session.scalars(found.with_only_columns(Proposal.household_id)))


def refuse_refused(session: Session, listing: Listing, household: Household, reason: str) -> None:
    """Raise Refused where the landlord has said no to the household and nobody says why it is offered."""
    if not reason and household.id in households_refused(session, listing):
        raise Refused(SAID_NO, field="despite_landlord")
