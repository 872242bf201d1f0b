"""Households: all of them, one of them, a new one, a correction."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_along, record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.pages import page_number
from core.ports import answer_to
from core.session import db_session, lock_for_update
from people.forms.household import HouseholdForm, NewHouseholdForm
from people.forms.search import HouseholdSearchForm
from people.models import ContactKind
from people.ports import NextSteps
from people.services import households
from people.services.alike import Alike
from people.services.consents import consents_of
from people.services.contacts import ContactDetails, add_contact, contacts_of
from people.services.identifiers import identifiers_of
from people.services.log import entries_of, readings_of
from people.services.members import moves_of
from people.services.persons import languages_of
from people.services.places import places_of
from people.services.shared_numbers import shared_numbers_of
from people.services.stages import history_of
from people.views.alike import ask_about
from people.views.blueprint import bp
from people.views.centres import centre_choices


@bp.get("/households")
@requires(Permission.VIEW_HOUSEHOLDS)
def list_households() -> ResponseReturnValue:
    on, form = today(), HouseholdSearchForm(request.args, centres=centre_choices())
    page = households.list_households(db_session(), actor(), form.criteria(), number=page_number())
    steps = answer_to(NextSteps).next_steps(db_session(), [household.id for household in page.rows], on)
    shown = {"page": page.number, "shown": len(page.rows)}
    record_read(db_session(), "list-households", actor=actor(), values=shown)
    return render_template("people/list_households.html", form=form, page=page, steps=steps, on=on)


@bp.route("/households/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_household() -> ResponseReturnValue:
    form = NewHouseholdForm(centres=centre_choices(), on=today(), taken_in_on=today())
    if form.more_rows.data:
        form.add_rows()
        return render_template("people/add_household.html", form=form)
    alike: list[Alike] = []
    if form.validate_on_submit() and not (alike := _ask_about(form)):
        with form.refusals("phone"):
            household = households.add_household(
                db_session(), form.details(), form.people(), beginning=form.beginning(), actor=actor(), at=utc_now()
            )
            if form.phone.data:
                phone = ContactDetails(ContactKind.PHONE, form.phone.data, language=household.language)
                add_contact(db_session(), household, phone, actor=actor(), at=utc_now())
            flash(_("The household is written down as %(reference)s.", reference=household.reference))
            return redirect(url_for(".show_household", household_id=household.id))
    return render_template("people/add_household.html", form=form, alike=alike), 422 if form.is_submitted() else 200


def _ask_about(form: NewHouseholdForm) -> list[Alike]:
    return ask_about(form.apart, [details for details, _membership in form.people()], form.phone.data)


@bp.get("/households/<int:household_id>")
@requires(Permission.VIEW_HOUSEHOLDS)
def show_household(household_id: int) -> ResponseReturnValue:
    household = households.get_household(db_session(), household_id, actor(), with_languages=True)
    record_read(db_session(), "show-household", household, actor=actor())
    log = entries_of(db_session(), household)
    record_along(db_session(), readings_of(log, actor()))
    people = [member.person_id for member in household.members]
    papers = identifiers_of(db_session(), people)
    return render_template(
        "people/show_household.html",
        household=household,
        papers=papers,
        doubles=shared_numbers_of(db_session(), papers, actor()),
        contacts=contacts_of(db_session(), household),
        spoken=languages_of(member.person for member in household.present_on(today())),
        own_places=places_of(db_session(), household),
        consents=consents_of(db_session(), people),
        moves=moves_of(db_session(), household),
        stages=history_of(db_session(), household),
        log=log,
        on=today(),
    )


@bp.route("/households/<int:household_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def change_household(household_id: int) -> ResponseReturnValue:
    household = households.get_household(db_session(), household_id, actor())
    lock_for_update(household)
    form = HouseholdForm(obj=household, centres=centre_choices())
    if form.validate_on_submit():
        with form.refusals():
            households.change_household(db_session(), household, form.details(), actor=actor(), on=today())
            flash(_("The household is changed."))
            return redirect(url_for(".show_household", household_id=household.id))
    record_read(db_session(), "show-household", household, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/change_household.html", form=form, household=household), status
