"""Who works here, for the administrator: inviting, new links, closing accounts."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth import reach, second_factor, staff
from core.auth.access import actor, requires
from core.auth.admissions import AdmissionKind, needs_another
from core.auth.models import User
from core.auth.permissions import Permission, StaffRole
from core.dates import today, utc_now
from core.i18n import language
from core.ports import Cases, answer_to
from core.session import db_session
from core.views.admissions import ask_another, factors_removed, link_page, waiting_admissions
from core.views.blueprint import bp
from core.views.places import chosen_unit, place_choices
from core.views.staff_forms import InviteForm, LeaverForm


@bp.get("/staff")
@requires(Permission.ADMINISTER)
def list_staff() -> ResponseReturnValue:
    people = reach.list_people(db_session(), actor(), today())
    return render_template("core/list_staff.html", staff=people, on=today())


@bp.route("/staff/new", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def invite_staff() -> ResponseReturnValue:
    """The link is sent, or shown where no e-mail leaves, unless another administrator has to grant the post first."""
    wanted = next((role for role in StaffRole if role == request.args.get("role")), None)
    form = InviteForm(places=place_choices(), starts_on=today(), language=language(), role=wanted)
    if form.validate_on_submit():
        with form.refusals("last_day"):
            return _to_come_in(_invite(form))
    return render_template("core/invite_staff.html", form=form), 422 if form.is_submitted() else 200


@bp.get("/staff/<int:user_id>")
@requires(Permission.ADMINISTER)
def show_person(user_id: int) -> ResponseReturnValue:
    person = reach.get_person(db_session(), user_id, actor(), today())
    cases = answer_to(Cases).count(db_session(), person)
    has_factor = second_factor.is_set_up(db_session(), person)
    waiting = waiting_admissions(person)
    return render_template(
        "core/show_person.html", person=person, cases=cases, has_factor=has_factor, waiting=waiting, on=today()
    )


@bp.post("/staff/<int:user_id>/link")
@requires(Permission.ADMINISTER)
def make_staff_link(user_id: int) -> ResponseReturnValue:
    """The link is sent, or shown where no e-mail leaves; where two let in, another administrator is asked."""
    person = reach.get_person(db_session(), user_id, actor(), today())
    if needs_another(db_session(), person, actor=actor(), on=today()):
        return ask_another(person, AdmissionKind.LINK)
    return link_page(person, staff.new_link(db_session(), person, actor=actor(), at=utc_now()))


@bp.post("/staff/<int:user_id>/remove-second-factors")
@requires(Permission.ADMINISTER)
def remove_second_factors(user_id: int) -> ResponseReturnValue:
    person = reach.get_person(db_session(), user_id, actor(), today())
    if needs_another(db_session(), person, actor=actor(), on=today()):
        return ask_another(person, AdmissionKind.SECOND_FACTORS)
    second_factor.remove_all(db_session(), person, actor=actor(), at=utc_now())
    return factors_removed(person)


@bp.route("/staff/<int:user_id>/deactivate", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def deactivate_staff(user_id: int) -> ResponseReturnValue:
    person = reach.get_person(db_session(), user_id, actor(), today())
    cases = answer_to(Cases).count(db_session(), person)
    form = LeaverForm(cases=cases, people=_successors(person))
    if form.validate_on_submit():
        with form.refusals("successor_id"):
            _close(person, form)
            flash(_("The account is closed."))
            return redirect(url_for(".show_person", user_id=person.id))
    page = render_template("core/deactivate_staff.html", form=form, person=person, cases=cases)
    return page, 422 if form.is_submitted() else 200


@bp.post("/staff/<int:user_id>/reactivate")
@requires(Permission.ADMINISTER)
def reactivate_staff(user_id: int) -> ResponseReturnValue:
    person = reach.get_person(db_session(), user_id, actor(), today())
    staff.reactivate(db_session(), person, actor=actor())
    flash(_("The account is open again. Give it a post."))
    return redirect(url_for(".show_person", user_id=person.id))


def _invite(form: InviteForm) -> User:
    session, by = db_session(), actor()
    unit, period = chosen_unit(form.place.data), {"starts_on": form.starts_on.data, "ends_on": form.ends_on}
    person = staff.invite(session, form.name.data, form.email.data, language=form.language.data, actor=by, at=utc_now())
    staff.give_post(session, person, form.role.data, unit, **period, actor=by, at=utc_now())
    return person


def _to_come_in(person: User) -> ResponseReturnValue:
    if needs_another(db_session(), person, actor=actor(), on=today()):
        flash(_("The account is made. Its link is made when another administrator has granted the post."))
        return redirect(url_for(".show_person", user_id=person.id))
    return link_page(person, staff.new_link(db_session(), person, actor=actor(), at=utc_now()))


def _close(person: User, form: LeaverForm) -> None:
    """The cases go first: nobody is left without somebody who answers for them."""
    session, by = db_session(), actor()
    if form.successor_id:
        successor = reach.get_person(session, int(form.successor_id.data), by, today())
        answer_to(Cases).hand_over(session, person, successor, actor=by, at=utc_now())
    staff.deactivate(session, person, on=today(), actor=by, at=utc_now())


def _successors(person: User) -> list[User]:
    """Those who may have the cases, and whom this administrator answers for."""
    found = answer_to(Cases).successors(db_session(), person, on=today())
    return [other for other in found if reach.answers_for(actor(), other, today())]
