"""Letters about money, kept among the documents of the lease or the household."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.i18n import language
from core.letters.making import LetterKind, ask_for_letter
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
    return _ask(letter_of_award, award_id, lease.household.centre_id, back)


@bp.post("/households/<int:household_id>/statement")
@requires(Permission.PREPARE_PAYMENTS)
def make_statement(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    back = url_for("people.show_household", household_id=household.id, _anchor="documents")
    return _ask(statement_of_household, household_id, household.centre_id, back)


def _ask(kind: LetterKind, row_id: int, centre_id: int, back: str) -> ResponseReturnValue:
    job = ask_for_letter(
        db_session(),
        kind,
        row_id,
        centre_id=centre_id,
        language=language(),
        back=back,
        actor=actor(),
        on=today(),
        at=utc_now(),
    )
    return redirect(url_for("core.show_letter", job_id=job.id))
