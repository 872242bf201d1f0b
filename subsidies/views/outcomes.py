"""What the bank did with one payment."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.session import db_session
from subsidies.forms import REJECTED, OutcomeForm
from subsidies.models import Payment
from subsidies.services import outcomes
from subsidies.views.blueprint import bp


@bp.route("/payments/<int:payment_id>/outcome", methods=["GET", "POST"])
@requires(Permission.RECORD_PAYMENTS)
def record_outcome(payment_id: int) -> ResponseReturnValue:
    payment = outcomes.get_payment(db_session(), payment_id, actor())
    form = OutcomeForm(on=today(), recorded_on=today())
    if form.validate_on_submit():
        with form.refusals():
            _record(payment, form)
            flash(_("What the bank did is written down."))
            return redirect(url_for(".show_batch", batch_id=payment.batch_id))
    record_read(db_session(), "show-payment", payment, actor=actor())
    page = render_template("subsidies/record_outcome.html", form=form, payment=payment)
    return page, 422 if form.is_submitted() else 200


def _record(payment: Payment, form: OutcomeForm) -> None:
    if form.outcome.data == REJECTED:
        outcomes.mark_rejected(db_session(), payment, on=form.recorded_on.data, reason=form.reason.data, actor=actor())
    else:
        outcomes.mark_paid(db_session(), payment, on=form.recorded_on.data, actor=actor())
