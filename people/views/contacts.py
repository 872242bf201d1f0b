"""How households, people and enterprises are reached."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session, lock_for_update
from people.forms.contact import ContactForm
from people.models import Enterprise, Household, Person
from people.services import contacts
from people.services.contacts import Owner
from people.services.enterprises import get_enterprise
from people.services.households import get_household
from people.services.persons import get_person_to_change
from people.views.blueprint import bp


@bp.route("/households/<int:household_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_household_contact(household_id: int) -> ResponseReturnValue:
    return _add(get_household(db_session(), household_id, actor()))


@bp.route("/people/<int:person_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_person_contact(person_id: int) -> ResponseReturnValue:
    return _add(get_person_to_change(db_session(), person_id, actor(), today()))


@bp.route("/enterprises/<int:enterprise_id>/contacts/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def add_enterprise_contact(enterprise_id: int) -> ResponseReturnValue:
    return _add(get_enterprise(db_session(), enterprise_id, actor()))


@bp.route("/contacts/<int:contact_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def change_contact(contact_id: int) -> ResponseReturnValue:
    contact = contacts.get_contact(db_session(), contact_id, actor(), today())
    lock_for_update(contact.owner, contact)
    form = ContactForm(obj=contact)
    if form.validate_on_submit():
        with form.refusals():
            contacts.change_contact(db_session(), contact, form.details(), actor=actor(), at=utc_now())
            flash(_("The contact is changed."))
            return redirect(_page_of(contact.owner))
    record_read(db_session(), "show-contact", contact, actor=actor())
    status = 422 if form.is_submitted() else 200
    page = render_template(
        "people/change_contact.html",
        form=form,
        contact=contact,
        crumbs=_crumbs(contact.owner),
        back=_page_of(contact.owner),
    )
    return page, status


@bp.post("/contacts/<int:contact_id>/remove")
@requires(Permission.EDIT_HOUSEHOLDS)
def remove_contact(contact_id: int) -> ResponseReturnValue:
    contact = contacts.get_contact(db_session(), contact_id, actor(), today())
    page = _page_of(contact.owner)
    contacts.remove_contact(db_session(), contact, actor=actor())
    flash(_("The contact is removed."))
    return redirect(page)


def _add(owner: Owner) -> ResponseReturnValue:
    form = ContactForm()
    if form.validate_on_submit():
        with form.refusals():
            contacts.add_contact(db_session(), owner, form.details(), actor=actor(), at=utc_now())
            flash(_("The contact is written down."))
            return redirect(_page_of(owner))
    record_read(db_session(), "show-form", owner, actor=actor())
    status = 422 if form.is_submitted() else 200
    page = render_template(
        "people/add_contact.html", form=form, owner=owner, crumbs=_crumbs(owner), back=_page_of(owner)
    )
    return page, status


def _crumbs(owner: Owner) -> list[tuple[str, str]]:
    """The way to whom a contact is of."""
    is_office = isinstance(owner, Enterprise)
    above = (_("Enterprises"), ".list_enterprises") if is_office else (_("Households"), ".list_households")
    return [(above[0], url_for(above[1])), (owner.name, _page_of(owner))]


def _page_of(owner: Owner) -> str:
    match owner:
        case Household():
            return url_for(".show_household", household_id=owner.id)
        case Person():
            return url_for(".show_person", person_id=owner.id)
        case _:
            return url_for(".show_enterprise", enterprise_id=owner.id)
