"""What housing writes to households."""

from datetime import date

from core.letters.letter import Letter
from core.text import N_, Sentence
from housing.models import Offer


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
