"""What housing writes to households."""

from datetime import date

from sqlalchemy.orm import Session

from core.errors import Refused
from core.letters.letter import Letter
from core.letters.making import letter
from core.ports import answer_to
from core.text import N_, Sentence
from housing.models import Offer
from housing.ports import SubsidyEstimates
from housing.services.households.shortlists import shown_to
from housing.services.ranking.matching import judge
from people.models import Household, HouseholdDocument

NOTHING_SHOWN = Sentence(N_("The household is shown no flat of its list: show it some first."))


def _with_household(session: Session, offer_id: int) -> HouseholdDocument:
    return HouseholdDocument(household=session.get_one(Offer, offer_id).household)


@letter("offer", keep=_with_household)
def letter_of_offer(session: Session, offer_id: int, on: date) -> Letter:
    """The letter of a stored offer."""
    return offer_letter(session, session.get_one(Offer, offer_id), on=on)


def offer_letter(session: Session, offer: Offer, *, on: date) -> Letter:
    """The offer of a home on paper: what it is like, what it costs, until when to answer.

    The amounts are those that were offered; whether it has what the household needs is judged on the day.
    """
    household = offer.household
    _figures, ranked = judge(session, household, [offer.listing], answer_to(SubsidyEstimates), on=on)
    return Letter(
        title=Sentence(N_("A home for you")),
        template="housing/letter_offer.html",
        reader=household.name,
        reads=household.language,
        reference=household.reference,
        centre=household.centre,
        on=on,
        facts={"offer": offer, "fit": ranked.get(offer.listing_id)},
    )


def _own(session: Session, household_id: int) -> HouseholdDocument:
    return HouseholdDocument(household=session.get_one(Household, household_id))


@letter("shortlist", keep=_own)
def letter_of_shortlist(session: Session, household_id: int, on: date) -> Letter:
    """What a stored household is shown of its shortlist. Raises Refused where that is nothing."""
    household = session.get_one(Household, household_id)
    listings = [entry.listing for entry in shown_to(session, household, on=on)]
    if not listings:
        raise Refused(NOTHING_SHOWN)
    figures, ranked = judge(session, household, listings, answer_to(SubsidyEstimates), on=on)
    return Letter(
        title=Sentence(N_("Homes we have in mind for you")),
        template="housing/letter_shortlist.html",
        reader=household.name,
        reads=household.language,
        reference=household.reference,
        centre=household.centre,
        on=on,
        facts={"flats": [(listing, figures[listing.id], ranked.get(listing.id)) for listing in listings]},
    )
