"""Proposing a version of a scheme: a file, or the newest version's text with changes."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from core.shown_again import is_only_shown
from subsidies.models import SchemeVersion
from subsidies.scheme_forms import TABLE, ProposalForm
from subsidies.services import scheme_proposals as proposals
from subsidies.services.scheme_changes import changes_by
from subsidies.services.schemes import find_newest
from subsidies.views.blueprint import bp


@bp.route("/scheme-proposal", methods=["GET", "POST"])
@requires(Permission.PROPOSE_SCHEMES)
def propose_scheme() -> ResponseReturnValue:
    """`from` names the scheme whose text stands there at first. What began as another version is looked at first."""
    proposals.refuse_elsewhere(db_session(), actor(), Permission.PROPOSE_SCHEMES)
    newest = find_newest(db_session(), request.args.get("from", ""))
    form = ProposalForm(text=newest.text, begun_as=newest.version) if newest else ProposalForm()
    if is_only_shown():
        form.take_file()
        return _page(form, newest, None)
    if form.validate_on_submit():
        with form.refusals("text"):
            is_overtaken = form.is_overtaken(newest)
            is_look = is_overtaken or "look" in request.form
            step = proposals.draft_version if is_look else proposals.propose_scheme
            version = step(db_session(), form.text.data, actor=actor(), at=utc_now())
            if is_look:
                return _page(form, newest, version, is_overtaken=is_overtaken)
            flash(_("The version waits for the approval of another person."))
            return redirect(url_for(".show_scheme_version", key=version.key, version=version.version))
    return _page(form, newest, None), 422 if form.is_submitted() else 200


def _page(
    form: ProposalForm, newest: SchemeVersion | None, draft: SchemeVersion | None, *, is_overtaken: bool = False
) -> str:
    return render_template(
        "subsidies/propose_scheme.html",
        form=form,
        newest=newest,
        draft=draft,
        changed=changes_by(db_session(), draft, today()) if draft else None,
        is_overtaken=is_overtaken,
        table=TABLE,
    )
