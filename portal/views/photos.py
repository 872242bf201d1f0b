"""The photographs of the home that is offered, for the household it is offered to."""

from flask import Response

from core.dates import today
from core.documents.files import FileStore
from core.documents.services import content_of, thumbnail_of
from core.ports import answer_to
from core.session import db_session
from housing.models import ListingPhoto
from housing.services.listings.photos import get_offered_photo
from housing.services.offers.offer_queries import get_own_offer
from housing.views.listings.photos import picture_answer
from portal.access import for_household, own_household
from portal.views.blueprint import bp


@bp.get("/my/offers/<int:offer_id>/photos/<int:photo_id>")
@for_household
def show_photo(offer_id: int, photo_id: int) -> Response:
    return picture_answer(content_of(_photo(offer_id, photo_id), answer_to(FileStore)))


@bp.get("/my/offers/<int:offer_id>/photos/<int:photo_id>/thumbnail")
@for_household
def show_thumbnail(offer_id: int, photo_id: int) -> Response:
    return picture_answer(thumbnail_of(_photo(offer_id, photo_id), answer_to(FileStore)))


def _photo(offer_id: int, photo_id: int) -> ListingPhoto:
    offer = get_own_offer(db_session(), offer_id, own_household())
    return get_offered_photo(db_session(), offer, photo_id, on=today())
