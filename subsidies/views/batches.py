"""Runs of payments: gathered, approved or returned, given to the bank."""

from datetime import date

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import people_who_may
from core.calendar.pages import calendar_answer
from core.dates import first_of_month, today, utc_now
from core.pages import page_number
from core.session import db_session, settings
from subsidies.dates import run_entry
from subsidies.forms import BatchForm, PaidForm, ReturnForm
from subsidies.models import BatchStatus, PaymentBatch
from subsidies.services import payments
from subsidies.services.account_doubts import doubts_of_due, doubts_of_run
from subsidies.services.approval import decision_obstacle
from subsidies.services.bank_files import export_batch
from subsidies.services.debtors import debtor_of
from subsidies.services.outcomes import mark_rest_paid
from subsidies.services.reviews import awards_to_look_at
from subsidies.views.blueprint import bp


@bp.get("/batches")
@requires(Permission.VIEW_PAYMENTS)
def list_batches() -> ResponseReturnValue:
    month = first_of_month(today())
    page = payments.list_batches(db_session(), actor(), page_number())
    shown = {"month": month, "page": page.number, "shown": len(page.rows)}
    record_read(db_session(), "list-batches", actor=actor(), values=shown)
    due = payments.count_due(db_session(), month, actor())
    return render_template("subsidies/list_batches.html", page=page, due=due, month=month)


@bp.route("/months/<month:month>/batch", methods=["GET", "POST"])
@requires(Permission.PREPARE_PAYMENTS)
def prepare_batch(month: date) -> ResponseReturnValue:
    waiting = payments.due_instalments(db_session(), month, actor())
    left_out = payments.without_account(waiting)
    due = [instalment for instalment in waiting if instalment not in left_out]
    form = BatchForm(execution_on=payments.earliest_execution(due, today()))
    if form.validate_on_submit():
        with form.refusals():
            batch = payments.prepare_batch(
                db_session(), month, execution_on=form.execution_on.data, on=today(), actor=actor(), at=utc_now()
            )
            flash(_("The run waits for the approval of another person."))
            return redirect(url_for(".show_batch", batch_id=batch.id))
    record_read(db_session(), "list-batches", actor=actor(), values={"month": month, "shown": len(waiting)})
    page = render_template(
        "subsidies/prepare_batch.html",
        form=form,
        due=due,
        left_out=left_out,
        month=month,
        to_look_at=awards_to_look_at(db_session(), due),
        doubts=doubts_of_due(db_session(), due),
    )
    return page, 422 if form.is_submitted() else 200


@bp.get("/batches/<int:batch_id>")
@requires(Permission.VIEW_PAYMENTS)
def show_batch(batch_id: int) -> ResponseReturnValue:
    return _page(payments.get_batch(db_session(), batch_id, actor()))


@bp.get("/batches/<int:batch_id>/day.ics")
@requires(Permission.VIEW_PAYMENTS)
def download_batch_day(batch_id: int) -> ResponseReturnValue:
    return calendar_answer([run_entry(payments.get_batch(db_session(), batch_id, actor()))], "run")


@bp.post("/batches/<int:batch_id>/approve")
@requires(Permission.APPROVE_PAYMENTS)
def approve_batch(batch_id: int) -> ResponseReturnValue:
    batch = payments.get_batch(db_session(), batch_id, actor())
    payments.approve_batch(db_session(), batch, debtor=debtor_of(settings()), actor=actor(), at=utc_now())
    flash(_("The run is approved: its bank file can be taken."))
    return redirect(url_for(".show_batch", batch_id=batch.id))


@bp.post("/batches/<int:batch_id>/return")
@requires(Permission.APPROVE_PAYMENTS)
def return_batch(batch_id: int) -> ResponseReturnValue:
    batch = payments.get_batch(db_session(), batch_id, actor())
    form = ReturnForm()
    if form.validate_on_submit():
        payments.return_batch(db_session(), batch, reason=form.reason.data, actor=actor(), at=utc_now())
        flash(_("The run goes back: its instalments are free for another one."))
        return redirect(url_for(".show_batch", batch_id=batch.id))
    return _page(batch, return_form=form), 422


@bp.post("/batches/<int:batch_id>/paid")
@requires(Permission.RECORD_PAYMENTS)
def mark_batch_paid(batch_id: int) -> ResponseReturnValue:
    batch = payments.get_batch(db_session(), batch_id, actor())
    form = PaidForm(on=today())
    if form.validate_on_submit():
        with form.refusals():
            mark_rest_paid(db_session(), batch, on=form.recorded_on.data, actor=actor())
            flash(_("The payments are marked as paid."))
            return redirect(url_for(".show_batch", batch_id=batch.id))
    return _page(batch, paid_form=form), 422


@bp.get("/batches/<int:batch_id>/bank-file")
@requires(Permission.RECORD_PAYMENTS)
def download_bank_file(batch_id: int) -> ResponseReturnValue:
    batch = payments.get_batch(db_session(), batch_id, actor())
    attachment = {"Content-Disposition": f'attachment; filename="{batch.reference}.xml"'}
    record_read(db_session(), "export-batch", batch, actor=actor())
    return Response(export_batch(batch), mimetype="application/xml", headers=attachment)


def _to_look_at(batch: PaymentBatch) -> set[int]:
    """Before the run is decided: afterwards it pays what it pays."""
    if batch.status is not BatchStatus.PREPARED:
        return set()
    return awards_to_look_at(db_session(), (payment.instalment for payment in batch.payments))


def _page(batch: PaymentBatch, *, return_form: ReturnForm | None = None, paid_form: PaidForm | None = None) -> str:
    """A form that was sent and refused comes with its errors; the others are fresh."""
    record_read(db_session(), "show-batch", batch, actor=actor())
    return render_template(
        "subsidies/show_batch.html",
        batch=batch,
        to_look_at=_to_look_at(batch),
        doubts=doubts_of_run(db_session(), batch),
        form=return_form or paid_form or ReturnForm(),
        return_form=return_form or ReturnForm(),
        paid_form=paid_form or PaidForm(on=today(), recorded_on=today()),
        obstacle=decision_obstacle(batch, actor()),
        approvers=people_who_may(
            db_session(),
            Permission.APPROVE_PAYMENTS,
            besides=batch.prepared_by,
            on=today(),
            centres={payment.household.centre_id for payment in batch.payments},
        ),
    )
