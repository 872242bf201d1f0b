"""Schemes: their tables, terms and history; what a version changes; deciding what another person proposed."""

from flask import Response, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, requires
from core.auth.models import User
from core.auth.permissions import Permission
from core.auth.posts import people_who_may
from core.dates import today, utc_now
from core.session import db_session
from core.text import Sentence
from subsidies.forms import ReturnForm
from subsidies.models import SchemeVersion
from subsidies.rules.scheme import table_in_force
from subsidies.services import scheme_proposals as proposals
from subsidies.services import schemes
from subsidies.services.approval import decision_obstacle
from subsidies.services.scheme_changes import changes_by
from subsidies.services.schemes import load_scheme
from subsidies.views.blueprint import bp


@bp.get("/schemes")
@requires(Permission.VIEW_SCHEMES)
def list_schemes() -> ResponseReturnValue:
    stored = schemes.list_schemes(db_session())
    return render_template(
        "subsidies/list_schemes.html",
        rows=[(scheme, load_scheme(scheme.shown)) for scheme in stored],
        awarding=schemes.find_awarding_version(db_session(), today()),
        awards=schemes.count_awards(db_session(), actor()),
        may_propose=proposals.may_for_everybody(db_session(), actor(), Permission.PROPOSE_SCHEMES),
    )


@bp.get("/schemes/<scheme:key>")
@requires(Permission.VIEW_SCHEMES)
def show_scheme(key: str) -> ResponseReturnValue:
    stored = schemes.get_scheme(db_session(), key)
    scheme = load_scheme(stored.shown)
    tables = (scheme.monthly, scheme.one_off) if stored.approved else ()
    return render_template(
        "subsidies/show_scheme.html",
        stored=stored,
        scheme=scheme,
        in_force=[table_in_force(dated, today()) for dated in tables],
        awards=schemes.count_awards(db_session(), actor()),
        may_propose=proposals.may_for_everybody(db_session(), actor(), Permission.PROPOSE_SCHEMES),
    )


@bp.get("/schemes/<scheme:key>/versions/<int:version>")
@requires(Permission.VIEW_SCHEMES)
def show_scheme_version(key: str, version: int) -> ResponseReturnValue:
    return _page(schemes.get_version(db_session(), key, version), ReturnForm())


@bp.get("/schemes/<scheme:key>/versions/<int:version>.toml")
@requires(Permission.VIEW_SCHEMES)
def download_scheme_version(key: str, version: int) -> ResponseReturnValue:
    text = schemes.get_version(db_session(), key, version).text
    attachment = {"Content-Disposition": f'attachment; filename="{key}-{version}.toml"'}
    return Response(text.encode(), mimetype="application/toml", headers=attachment)


@bp.post("/schemes/<scheme:key>/versions/<int:version>/approve")
@requires(Permission.APPROVE_SCHEMES)
def approve_scheme(key: str, version: int) -> ResponseReturnValue:
    proposal = schemes.get_version(db_session(), key, version)
    proposals.approve_scheme(db_session(), proposal, actor=actor(), at=utc_now())
    flash(_("The version is approved: from now on the scheme is this one."))
    return redirect(url_for(".show_scheme_version", key=key, version=version))


@bp.post("/schemes/<scheme:key>/versions/<int:version>/return")
@requires(Permission.APPROVE_SCHEMES)
def return_scheme(key: str, version: int) -> ResponseReturnValue:
    proposal = schemes.get_version(db_session(), key, version)
    form = ReturnForm()
    if form.validate_on_submit():
        proposals.return_scheme(db_session(), proposal, reason=form.reason.data, actor=actor(), at=utc_now())
        flash(_("The proposal goes back to who made it."))
        return redirect(url_for(".show_scheme_version", key=key, version=version))
    return _page(proposal, form), 422


@bp.post("/schemes/<scheme:key>/versions/<int:version>/withdraw")
@requires(Permission.PROPOSE_SCHEMES)
def withdraw_scheme(key: str, version: int) -> ResponseReturnValue:
    proposal = schemes.get_version(db_session(), key, version)
    proposals.withdraw_scheme(db_session(), proposal, actor=actor(), at=utc_now())
    flash(_("The proposal is withdrawn."))
    return redirect(url_for(".show_scheme_version", key=key, version=version))


def _page(version: SchemeVersion, form: ReturnForm) -> str:
    return render_template(
        "subsidies/show_scheme_version.html",
        version=version,
        scheme=load_scheme(version),
        changed=changes_by(db_session(), version, today()),
        awards=schemes.count_awards(db_session(), actor()).get(version.id, 0),
        form=form,
        obstacle=_obstacle(version),
        approvers=_approvers(version),
        may_withdraw=_may_withdraw(version),
    )


def _obstacle(version: SchemeVersion) -> Sentence | None:
    """Why the reader cannot decide it, if approving is the reader's business at all."""
    if not proposals.may_for_everybody(db_session(), actor(), Permission.APPROVE_SCHEMES):
        return proposals.NOT_EVERYWHERE
    return decision_obstacle(version, actor())


def _may_withdraw(version: SchemeVersion) -> bool:
    """Whether it is the reader's own, to be taken back."""
    is_own = version.prepared_by_id == actor().id
    return is_own and proposals.may_for_everybody(db_session(), actor(), Permission.PROPOSE_SCHEMES)


def _approvers(version: SchemeVersion) -> list[User]:
    """Who else may decide a proposal."""
    if version.prepared_by is None or version.decided_by_id is not None:
        return []
    centres = proposals.every_centre(db_session())
    permission = Permission.APPROVE_SCHEMES
    return people_who_may(db_session(), permission, centres=centres, besides=version.prepared_by, on=today())
