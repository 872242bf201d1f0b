"""Posts of the staff, for the administrator: giving, ending, deputies."""

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.auth import reach, staff
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from core.views.blueprint import bp
from core.views.places import chosen_unit, place_choices
from core.views.staff_forms import DeputyForm, PostForm
from core.views.unit_forms import LastDayForm


@bp.route("/staff/<int:user_id>/new-post", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def give_post(user_id: int) -> ResponseReturnValue:
    person = reach.get_person(db_session(), user_id, actor(), today())
    form = PostForm(places=place_choices(), starts_on=today())
    if form.validate_on_submit():
        with form.refusals("last_day"):
            unit = chosen_unit(form.place.data)
            period = {"starts_on": form.starts_on.data, "ends_on": form.ends_on}
            staff.give_post(db_session(), person, form.role.data, unit, **period, actor=actor(), at=utc_now())
            flash(_("The post is written down."))
            return redirect(url_for(".show_person", user_id=person.id))
    return render_template("core/give_post.html", form=form, person=person), 422 if form.is_submitted() else 200


@bp.route("/posts/<int:post_id>/end", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def end_post(post_id: int) -> ResponseReturnValue:
    post = reach.get_post(db_session(), post_id, actor())
    person, form = post.user, LastDayForm()
    if form.validate_on_submit():
        with form.refusals("last_day"):
            staff.end_post(db_session(), post, ends_on=form.ends_on, actor=actor())
            flash(_("The last day is written down."))
            return redirect(url_for(".show_person", user_id=person.id))
    return render_template("core/end_post.html", form=form, post=post), 422 if form.is_submitted() else 200


@bp.route("/posts/<int:post_id>/deputy", methods=["GET", "POST"])
@requires(Permission.ADMINISTER)
def add_deputy(post_id: int) -> ResponseReturnValue:
    post = reach.get_post(db_session(), post_id, actor())
    active = [user for user in reach.list_people(db_session(), actor(), today()) if user.active]
    people = {str(user.id): user for user in active if user is not post.user}
    form = DeputyForm(people=list(people.values()))
    if form.validate_on_submit():
        with form.refusals("last_day"):
            period = {"starts_on": form.starts_on.data, "ends_on": form.ends_on}
            staff.add_deputy(db_session(), post, people[form.user_id.data], **period, actor=actor(), at=utc_now())
            flash(_("The deputy is written down."))
            return redirect(url_for(".show_person", user_id=post.user_id))
    return render_template("core/add_deputy.html", form=form, post=post), 422 if form.is_submitted() else 200
