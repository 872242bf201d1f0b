"""Letters about money, kept among the documents of the lease or the household."""

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
from housing.models import LeaseDocument
from people.models import HouseholdDocument
from people.services.households import get_household
from subsidies.services.awards import get_award
from subsidies.services.letters import award_letter, statement_letter
from subsidies.views.blueprint import bp


@bp.post("/awards/<int:award_id>/letter")
@requires(Permission.PREPARE_AWARDS)
def make_award_letter(award_id: int) -> ResponseReturnValue:
    with only_reading():
        drawn = draw(award_letter(get_award(db_session(), award_id, actor()), on=today()))
    lease = get_award(db_session(), award_id, actor()).lease
    document = LeaseDocument.of(lease)
    keep_letter(db_session(), document, drawn, store=answer_to(FileStore), actor=actor(), at=utc_now())
    flash(_("The letter lies among the documents of the lease."))
    return redirect(url_for("housing.show_lease", lease_id=lease.id, _anchor="documents"))


@bp.post("/households/<int:household_id>/statement")
@requires(Permission.PREPARE_PAYMENTS)
def make_statement(household_id: int) -> ResponseReturnValue:
    with only_reading():
        household = get_household(db_session(), household_id, actor())
        drawn = draw(statement_letter(db_session(), household, on=today()))
    household = get_household(db_session(), household_id, actor())
    document = HouseholdDocument(household=household)
    keep_letter(db_session(), document, drawn, store=answer_to(FileStore), actor=actor(), at=utc_now())
    flash(_("The letter lies among the documents of the household."))
    return redirect(url_for("people.show_household", household_id=household.id, _anchor="documents"))
