"""What housing writes to households."""

from datetime import date

from sqlalchemy.orm import Session

from core.letters.letter import Letter
from core.letters.making import letter
from core.text import N_, Sentence
from housing.models import Offer
from people.models import HouseholdDocument


def _with_household(session: Session, offer_id: int) -> HouseholdDocument:
    return HouseholdDocument(household=session.get_one(Offer, offer_id).household)


@letter("offer", keep=_with_household)
def letter_of_offer(session: Session, offer_id: int, on: date) -> Letter:
    """The letter of a stored offer."""
    return offer_letter(session.get_one(Offer, offer_id), on=on)


def offer_letter(offer: Offer, *, on: date) -> Letter:
    """The offer of a home on paper: what it is like, what it costs, until when to answer."""
    household = offer.household
    return Letter(
        title=Sentence(N_("A home for you")),
        template="housing/letter_offer.html",
        reader=household.name,
        reads=household.language,
        reference=household.reference,
        centre=household.centre,
        on=on,
        facts={"offer": offer},
    )
