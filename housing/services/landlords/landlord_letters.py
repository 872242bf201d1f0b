"""What the programme writes to landlords: how letting to its households works, and what both sides promise."""

from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.posts import centres_of
from core.errors import Refused
from core.letters.letter import Letter
from core.letters.making import letter
from core.structure import Centre
from core.text import N_, Sentence
from housing.models import Landlord, LandlordDocument, Listing, Offer
from housing.services.dealings.promises import promised_between
from housing.services.listings.listings import landlord_of
from housing.states import OfferStatus
from housing.tenancy import ACCEPTANCE_TERM, MINIMUM_TERM_MONTHS
from people.models import Household, Purpose
from people.services.consents import consents_of

GREEK = "el"  # unless whoever asks says otherwise: what a landlord reads is in no row


def find_keeper(session: Session, landlord: Landlord, actor: User) -> Centre | None:
    """The centre of this person that keeps the landlord's papers: that of the latest flat, else the first."""
    of_adverts = select(Centre).join(Listing, Listing.centre_id == Centre.id).where(Listing.landlord_id == landlord.id)
    latest = of_adverts.where(actor.sees(Centre.id)).order_by(Listing.id.desc()).limit(1)
    return session.scalars(latest).first() or next(iter(centres_of(session, actor)), None)


def _with_landlord(session: Session, listing_id: int) -> LandlordDocument:
    listing = session.get_one(Listing, listing_id)
    return LandlordDocument(landlord=landlord_of(listing), kept_by=listing.centre)


def _with_unadvertised(session: Session, landlord_id: int) -> LandlordDocument:
    landlord = session.get_one(Landlord, landlord_id).leading
    return LandlordDocument(landlord=landlord, kept_by=landlord.kept_by)


def _with_landlord_of_offer(session: Session, offer_id: int) -> LandlordDocument:
    offer = session.get_one(Offer, offer_id)
    return LandlordDocument(landlord=landlord_of(offer.listing), kept_by=offer.household.centre)


@letter("explanation", keep=_with_landlord)
def explanation_for_landlord(session: Session, listing_id: int, on: date) -> Letter:
    """The page for the landlord of a stored listing."""
    listing = session.get_one(Listing, listing_id)
    return explanation_letter(landlord_of(listing), listing.centre, listing.title, on=on)


@letter("explanation-without-advert", keep=_with_unadvertised)
def explanation_without_advert(session: Session, landlord_id: int, on: date) -> Letter:
    """The page for a stored landlord that advertises nothing yet, from the centre that wrote it down."""
    landlord = session.get_one(Landlord, landlord_id).leading
    return explanation_letter(landlord, landlord.kept_by, on=on)


@letter("commitment", keep=_with_landlord_of_offer)
def commitment_for_landlord(session: Session, offer_id: int, on: date) -> Letter:
    """The letter for the landlord of a stored offer."""
    return commitment_letter(session, session.get_one(Offer, offer_id), on=on)


def explanation_letter(landlord: Landlord, centre: Centre, flat: str = "", *, on: date) -> Letter:
    """One page on what a landlord can count on and what the law asks."""
    facts = {"least_years": MINIMUM_TERM_MONTHS // 12, "days_to_accept": ACCEPTANCE_TERM.days}
    title = Sentence(N_("Letting a home to a household of the programme"))
    return _letter(title, "explanation", landlord, flat, centre, on, **facts)


def commitment_letter(session: Session, offer: Offer, *, on: date) -> Letter:
    """What the centre and the landlord promise each other for a home that a household has accepted.

    It tells nothing of the household's support, and names only who agreed that a landlord learns it.
    """
    if offer.status is not OfferStatus.ACCEPTED:
        raise Refused(Sentence(N_("The commitment is written when the household has accepted the home.")))
    facts = {"offer": offer, "names": _named(session, offer.household, on)}
    facts |= {"people": len(offer.household.present_on(on)), "days_to_accept": ACCEPTANCE_TERM.days}
    facts |= {"promises": promised_between(session, offer.listing, offer.household.centre)}
    title = Sentence(N_("Commitment for the letting of a home"))
    landlord, centre = landlord_of(offer.listing), offer.household.centre
    return _letter(title, "commitment", landlord, offer.listing.title, centre, on, **facts)


def _letter(
    title: Sentence, template: str, landlord: Landlord, flat: str, centre: Centre, on: date, **facts: object
) -> Letter:
    return Letter(
        title=title,
        template=f"housing/letter_{template}.html",
        reader=landlord.known_as,
        reads=GREEK,
        reference=flat,
        centre=centre,
        on=on,
        facts=facts,
    )


def _named(session: Session, household: Household, on: date) -> list[str]:
    """Who agreed that a landlord learns the name, and has not withdrawn it."""
    people = [member.person_id for member in household.present_on(on)]
    agreed = [
        consent
        for consent in consents_of(session, people)
        if consent.purpose is Purpose.LANDLORD and consent.withdrawn_on is None
    ]
    return [consent.person.name for consent in agreed]
