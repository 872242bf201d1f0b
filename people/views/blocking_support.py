"""The setting: which other support keeps a household from an award."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import utc_now
from core.session import db_session
from people.forms.means import BlockingSupportForm
from people.services import supports
from people.views.blueprint import bp


@bp.route("/settings/other-support", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def set_blocking_support() -> ResponseReturnValue:
    standing = [kind.value for kind in supports.blocking_kinds(db_session())]
    form = BlockingSupportForm(kinds=standing)
    if form.validate_on_submit():
        supports.set_blocking_kinds(db_session(), form.chosen(), actor=actor(), at=utc_now())
        flash(_("From now on this holds. What was awarded stays as it is."))
        return redirect(url_for(".set_blocking_support"))
    may_set = supports.may_set_blocking_kinds(actor())
    page = render_template("people/set_blocking_support.html", form=form, may_set=may_set)
    return page, 422 if form.is_submitted() else 200
