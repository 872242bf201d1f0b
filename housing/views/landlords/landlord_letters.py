"""Letters to landlords, and what landlords have signed."""

from flask import abort, request, url_for
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.documents.pages import document_page
from core.errors import Forbidden
from core.letters.making import LetterKind
from core.letters.pages import letter_asked_for
from core.session import db_session
from housing.models import LandlordDocument
from housing.services.landlords.landlord_letters import (
    GREEK,
    commitment_for_landlord,
    explanation_for_landlord,
    explanation_without_advert,
    find_keeper,
)
from housing.services.landlords.landlord_reach import get_landlord
from housing.services.landlords.landlord_records import NOT_YOUR_CENTRE
from housing.services.listings.listings import get_listing
from housing.services.offers.offer_queries import get_offer
from housing.views.blueprint import bp


@bp.post("/listings/<int:listing_id>/explanation")
@requires(Permission.EDIT_LISTINGS)
def make_explanation(listing_id: int) -> ResponseReturnValue:
    listing = get_listing(db_session(), listing_id, actor())
    return _ask(explanation_for_landlord, listing_id, listing.landlord_id, listing.centre_id)


@bp.post("/landlords/<int:landlord_id>/explanation")
@requires(Permission.EDIT_LISTINGS)
def explain_without_advert(landlord_id: int) -> ResponseReturnValue:
    landlord = get_landlord(db_session(), landlord_id, actor())
    if not actor().sees_centre(landlord.kept_by_id):
        raise Forbidden(NOT_YOUR_CENTRE)
    return _ask(explanation_without_advert, landlord.id, landlord.id, landlord.kept_by_id)


@bp.post("/offers/<int:offer_id>/commitment")
@requires(Permission.MAKE_OFFERS)
def make_commitment(offer_id: int) -> ResponseReturnValue:
    offer = get_offer(db_session(), offer_id, actor())
    return _ask(commitment_for_landlord, offer_id, offer.listing.landlord_id, offer.household.centre_id)


@bp.route("/landlords/<int:landlord_id>/documents/new", methods=["GET", "POST"])
@requires(Permission.ADD_DOCUMENTS)
def add_landlord_document(landlord_id: int) -> ResponseReturnValue:
    landlord = get_landlord(db_session(), landlord_id, actor())
    keeper = find_keeper(db_session(), landlord, actor()) or abort(404)
    back = url_for(".show_landlord", landlord_id=landlord.id)
    return document_page(
        lambda: LandlordDocument(landlord=landlord, kept_by=keeper), about=landlord, of=landlord.known_as, back=back
    )


def _ask(kind: LetterKind, row_id: int, landlord_id: int | None, centre_id: int) -> ResponseReturnValue:
    """A landlord reads Greek, or the language named beside the button."""
    back = url_for(".show_landlord", landlord_id=landlord_id, _anchor="documents")
    reads = "en" if request.form.get("reads") == "en" else GREEK
    return letter_asked_for(kind, row_id, centre_id=centre_id, back=back, reads=reads)
