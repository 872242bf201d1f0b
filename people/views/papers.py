"""Numbers of a person, the papers they stand on, and the household's account."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session, lock_for_update
from people.forms.papers import AccountForm, CheckPaperForm, IdentifierForm
from people.services import accounts, identifiers
from people.services.households import get_household
from people.services.members import get_member
from people.services.persons import get_person_to_change
from people.services.shared_numbers import shared_numbers_of
from people.views.blueprint import bp


@bp.route("/people/<int:person_id>/papers/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_identifier(person_id: int) -> ResponseReturnValue:
    person = get_person_to_change(db_session(), person_id, actor(), today())
    form = IdentifierForm()
    if form.validate_on_submit():
        with form.refusals():
            added = identifiers.add_identifier(db_session(), person, form.details(), actor=actor(), at=utc_now())
            if shared_numbers_of(db_session(), [added], actor()):
                flash(_("Somebody else has this number too: look whether one of them is a slip."), "error")
            return redirect(url_for(".show_person", person_id=person.id))
    record_read(db_session(), "show-form", person, actor=actor())
    return render_template("people/add_identifier.html", form=form, person=person), 422 if form.is_submitted() else 200


@bp.route("/papers/<int:identifier_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def change_identifier(identifier_id: int) -> ResponseReturnValue:
    identifier = identifiers.get_identifier(db_session(), identifier_id, actor(), today())
    lock_for_update(identifier)
    form = IdentifierForm(obj=identifier)
    if form.validate_on_submit():
        with form.refusals():
            identifiers.change_identifier(db_session(), identifier, form.details(), actor=actor(), at=utc_now())
            flash(_("The number is changed."))
            return redirect(url_for(".show_person", person_id=identifier.person_id))
    record_read(db_session(), "show-identifier", identifier, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/change_identifier.html", form=form, person=identifier.person), status


@bp.route("/papers/<int:identifier_id>/check", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def check_paper(identifier_id: int) -> ResponseReturnValue:
    identifier = identifiers.get_identifier(db_session(), identifier_id, actor(), today())
    lock_for_update(identifier)
    form = CheckPaperForm(obj=identifier)
    if form.validate_on_submit():
        identifiers.check_paper(db_session(), identifier, paper=form.paper.data, on=today(), actor=actor())
        flash(_("The number is checked."))
        return redirect(url_for(".show_person", person_id=identifier.person_id))
    record_read(db_session(), "show-identifier", identifier, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template(
        "people/check_paper.html", form=form, person=identifier.person, identifier=identifier
    ), status


@bp.route("/households/<int:household_id>/account", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def choose_account(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    form = AccountForm(members=[one for one in household.applicant_first if today() in one.period])
    if form.validate_on_submit():
        with form.refusals():
            member = get_member(household, form.member_id.data)
            accounts.choose_account(
                db_session(), household, member, holder=form.holder.data, iban=form.iban.data,
                actor=actor(), at=utc_now(),
            )  # fmt: skip
            flash(_("The household is paid to this account from now on."))
            return redirect(url_for(".show_household", household_id=household.id))
    record_read(db_session(), "show-household", household, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/choose_account.html", form=form, household=household), status
