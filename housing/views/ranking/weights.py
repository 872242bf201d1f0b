"""How much each part of a score counts: looking at what other weights would change, and setting them."""

from dataclasses import asdict

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.ports import answer_to
from core.session import db_session
from housing.forms.weights import SetWeightsForm, WeightsForm
from housing.ports import SubsidyEstimates
from housing.ranking import AS_SHIPPED
from housing.services.ranking import weights
from housing.services.ranking.weights_preview import preview
from housing.views.blueprint import bp


@bp.route("/ranking-weights", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def set_weights() -> ResponseReturnValue:
    """What is asked for by GET is only looked at."""
    in_force, fair = weights.all_in_force(db_session())
    now = asdict(in_force) | asdict(fair)
    form = SetWeightsForm(data=now)
    if form.validate_on_submit():
        with form.refusals():
            new = form.weights(in_force), form.fairness(fair)
            weights.set_weights(db_session(), *new, reason=form.reason.data, actor=actor(), at=utc_now())
            flash(_("Rankings go by these weights from now on."))
            return redirect(url_for(".set_weights"))
    looked = form if form.is_submitted() else WeightsForm(request.args or None, data=now)
    if request.args and looked is not form:
        looked.validate()
    is_asked = form.is_submitted() or bool(request.args)
    asked = looked.weights(in_force) if is_asked and not any(part.errors for part in looked.parts) else None
    estimates = answer_to(SubsidyEstimates)
    page = render_template(
        "housing/set_weights.html",
        form=form,
        looked=looked,
        shipped=asdict(AS_SHIPPED) | asdict(weights.FAIR_AS_SHIPPED),
        now=now,
        asked=asked,
        compared=asked and preview(db_session(), in_force, asked, estimates, actor(), on=today()),
        rows=weights.list_weights(db_session()),
        may_set=weights.may_set_weights(actor()),
    )
    return page, 422 if looked.errors else 200
