"""Letters to households, kept among their documents."""

from flask import url_for
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.letters.making import LetterKind
from core.letters.pages import letter_asked_for
from core.session import db_session
from housing.services.leases.letters import letter_of_offer, letter_of_shortlist
from housing.services.offers.offer_queries import get_offer
from housing.views.blueprint import bp
from people.models import Household
from people.services.households import get_household


@bp.post("/offers/<int:offer_id>/letter")
@requires(Permission.MAKE_OFFERS)
def make_offer_letter(offer_id: int) -> ResponseReturnValue:
    return _ask(letter_of_offer, offer_id, get_offer(db_session(), offer_id, actor()).household)


@bp.post("/households/<int:household_id>/shortlist/letter")
@requires(Permission.MAKE_OFFERS)
def make_shortlist_letter(household_id: int) -> ResponseReturnValue:
    return _ask(letter_of_shortlist, household_id, get_household(db_session(), household_id, actor()))


def _ask(kind: LetterKind, row_id: int, household: Household) -> ResponseReturnValue:
    back = url_for("people.show_household", household_id=household.id, _anchor="documents")
    return letter_asked_for(kind, row_id, centre_id=household.centre_id, back=back)
