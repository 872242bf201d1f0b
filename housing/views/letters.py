"""Letters to households, kept among their documents."""

from flask import flash, redirect, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.documents.files import FileStore
from core.letters.letter import draw, keep_letter
from core.ports import answer_to
from core.session import db_session, only_reading
from housing.services.letters import offer_letter
from housing.services.offer_queries import get_offer
from housing.views.blueprint import bp
from people.models import HouseholdDocument


@bp.post("/offers/<int:offer_id>/letter")
@requires(Permission.MAKE_OFFERS)
def make_offer_letter(offer_id: int) -> ResponseReturnValue:
    with only_reading():
        drawn = draw(offer_letter(get_offer(db_session(), offer_id, actor()), on=today()))
    offer = get_offer(db_session(), offer_id, actor())
    document = HouseholdDocument(household=offer.household)
    keep_letter(db_session(), document, drawn, store=answer_to(FileStore), actor=actor(), at=utc_now())
    flash(_("The letter lies among the documents of the household."))
    return redirect(url_for("people.show_household", household_id=offer.household_id, _anchor="documents"))
