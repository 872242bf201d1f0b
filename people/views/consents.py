"""What people have agreed to."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from people.forms.log import ConsentForm
from people.services import consents
from people.services.persons import get_person_to_change
from people.views.blueprint import bp


@bp.route("/people/<int:person_id>/consents/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def give_consent(person_id: int) -> ResponseReturnValue:
    person = get_person_to_change(db_session(), person_id, actor(), today())
    form = ConsentForm(given_on=today(), language=next(iter(person.language_codes), None))
    if form.validate_on_submit():
        with form.refusals():
            consents.give_consent(db_session(), person, form.details(), actor=actor(), at=utc_now())
            flash(_("The agreement is written down."))
            return redirect(url_for(".show_person", person_id=person.id))
    record_read(db_session(), "show-form", person, actor=actor())
    return render_template("people/give_consent.html", form=form, person=person), 422 if form.is_submitted() else 200


@bp.post("/consents/<int:consent_id>/withdraw")
@requires(Permission.EDIT_HOUSEHOLDS)
def withdraw_consent(consent_id: int) -> ResponseReturnValue:
    consent = consents.get_consent(db_session(), consent_id, actor(), today())
    consents.withdraw_consent(db_session(), consent, on=today(), actor=actor())
    flash(_("The agreement is withdrawn."))
    return redirect(url_for(".show_person", person_id=consent.person_id))
