"""Letters about money, kept among the documents of the lease or the household."""

from flask import url_for
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.letters.pages import letter_asked_for
from core.session import db_session
from people.services.households import get_household
from subsidies.services.awards import get_award
from subsidies.services.letters import letter_of_award, statement_of_household
from subsidies.views.blueprint import bp


@bp.post("/awards/<int:award_id>/letter")
@requires(Permission.PREPARE_AWARDS)
def make_award_letter(award_id: int) -> ResponseReturnValue:
    lease = get_award(db_session(), award_id, actor()).lease
    back = url_for("housing.show_lease", lease_id=lease.id, _anchor="documents")
    return letter_asked_for(letter_of_award, award_id, centre_id=lease.household.centre_id, back=back)


@bp.post("/households/<int:household_id>/statement")
@requires(Permission.PREPARE_PAYMENTS)
def make_statement(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    back = url_for("people.show_household", household_id=household.id, _anchor="documents")
    return letter_asked_for(statement_of_household, household_id, centre_id=household.centre_id, back=back)
