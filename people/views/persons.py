"""A person's own page: who it is, and where the person has lived."""

from collections.abc import Sequence

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.pairs.services import open_pairs_of
from core.session import db_session, lock_for_update
from people.forms.person import PersonForm
from people.models import Person, PersonPair
from people.services import persons
from people.services.consents import consents_of
from people.services.contacts import contacts_of
from people.services.identifiers import identifiers_of
from people.services.merged_people import other_records
from people.services.same_people import both_people_seen
from people.services.shared_numbers import shared_numbers_of
from people.views.blueprint import bp


@bp.get("/people/<int:person_id>")
@requires(Permission.VIEW_HOUSEHOLDS)
def show_person(person_id: int) -> ResponseReturnValue:
    person = persons.get_person(db_session(), person_id, actor())
    record_read(db_session(), "show-person", person, actor=actor())
    if person.same_as is not None:
        return render_template("people/show_merged_person.html", person=person)
    papers = identifiers_of(db_session(), [person.id])
    return render_template(
        "people/show_person.html",
        person=person,
        memberships=persons.memberships_of(db_session(), person),
        home=persons.home_of(db_session(), person, today()),
        papers=papers,
        doubles=shared_numbers_of(db_session(), papers, actor()),
        contacts=contacts_of(db_session(), person),
        consents=consents_of(db_session(), [person.id]),
        records=other_records(db_session(), person),
        pairs=_pairs_of(person) if actor().may(Permission.EDIT_HOUSEHOLDS) else (),
        on=today(),
    )


def _pairs_of(person: Person) -> Sequence[PersonPair]:
    """Whom this person may be, of those whom the reader serves too."""
    return open_pairs_of(db_session(), PersonPair, person.id, both_people_seen(actor()))


@bp.route("/people/<int:person_id>/edit", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def change_person(person_id: int) -> ResponseReturnValue:
    person = persons.get_person_to_change(db_session(), person_id, actor(), today())
    lock_for_update(person)
    form = PersonForm(obj=person)
    if form.validate_on_submit():
        with form.refusals():
            persons.change_person(db_session(), person, form.details(), actor=actor(), at=utc_now())
            flash(_("%(name)s is changed.", name=person.name))
            return redirect(url_for(".show_person", person_id=person.id))
    record_read(db_session(), "show-person", person, actor=actor())
    status = 422 if form.is_submitted() else 200
    return render_template("people/change_person.html", form=form, person=person), status
