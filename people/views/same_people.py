"""Records that may be about the same person: who looks at them side by side says what they are."""

from flask import abort, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.errors import Forbidden, NotFound
from core.pages import page_number
from core.pairs import services as pairs
from core.session import db_session
from people.models import Household, Person, PersonPair
from people.services import merge_obstacles, merged_people, same_people
from people.services.merge_foreseen import foresee
from people.services.persons import get_person
from people.services.side_by_side import sides_of
from people.views.blueprint import bp


@bp.get("/people/doubles")
@requires(Permission.EDIT_HOUSEHOLDS)
def list_person_pairs() -> ResponseReturnValue:
    apart, seen = "apart" in request.args, same_people.both_people_seen(actor())
    page = pairs.list_pairs(db_session(), PersonPair, seen, page_number(), apart=apart)
    memberships = same_people.memberships_of_pairs(db_session(), page.rows, actor().sees(Household.centre_id))
    shown = {"page": page.number, "shown": len(page.rows)}
    record_read(db_session(), "list-person-pairs", actor=actor(), values=shown)
    return render_template("people/list_person_pairs.html", page=page, apart=apart, memberships=memberships)


@bp.get("/people/doubles/<int:person_pair_id>")
@requires(Permission.EDIT_HOUSEHOLDS)
def show_person_pair(person_pair_id: int) -> ResponseReturnValue:
    session, pair = db_session(), _pair(person_pair_id)
    for person in (pair.one, pair.other):
        record_read(session, "show-person", person, actor=actor())
    sides = sides_of(session, pair)
    may_merge = merge_obstacles.may_merge(sides, actor())
    return render_template(
        "people/show_person_pair.html",
        pair=pair,
        sides=sides,
        counts_twice=any(merge_obstacles.same_days_in_one_household(*(side.memberships for side in sides))),
        may_merge=may_merge,
        in_two=merge_obstacles.two_households(*sides),
        obstacles=[list(merge_obstacles.obstacles(*each)) for each in (sides, sides[::-1])] if may_merge else [],
        on=today(),
    )


@bp.route("/people/doubles/<int:person_pair_id>/merge/<int:person_id>", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def merge_people(person_pair_id: int, person_id: int) -> ResponseReturnValue:
    if request.method == "GET":
        return _ask_to_merge(person_pair_id, person_id)
    try:
        leads = _merge(person_pair_id, person_id)
    except NotFound:
        leads = _merged_meanwhile(person_id)
        flash(_("Somebody merged the two a moment ago. This record leads."))
    return redirect(url_for(".show_person", person_id=leads.id))


@bp.post("/people/<int:person_id>/part")
@requires(Permission.EDIT_HOUSEHOLDS)
def part_person(person_id: int) -> ResponseReturnValue:
    person = get_person(db_session(), person_id, actor())
    merged_people.part_person(db_session(), person, actor=actor(), at=utc_now())
    flash(_("The record stands for itself again, with all that came from it."))
    return redirect(url_for(".show_person", person_id=person.id))


@bp.post("/people/doubles/<int:person_pair_id>/apart")
@requires(Permission.EDIT_HOUSEHOLDS)
def keep_people_apart(person_pair_id: int) -> ResponseReturnValue:
    same_people.keep_people_apart(db_session(), _pair(person_pair_id), actor=actor(), at=utc_now())
    flash(_("They are two people. Nobody is asked again."))
    return redirect(url_for(".list_person_pairs"))


def _ask_to_merge(person_pair_id: int, person_id: int) -> ResponseReturnValue:
    """What would move and what would be lost, or what is in the way."""
    pair = _pair(person_pair_id)
    _one_of(pair, person_id)
    sides = sides_of(db_session(), pair)
    if not merge_obstacles.may_merge(sides, actor()):
        raise Forbidden(merged_people.ELSEWHERE)
    leads, other = sides if pair.one_id == person_id else sides[::-1]
    for side in sides:
        record_read(db_session(), "show-person", side.person, actor=actor())
    obstacles = list(merge_obstacles.obstacles(leads, other))
    shown = {"leads": leads, "other": other, "foreseen": foresee(leads, other), "obstacles": obstacles}
    return render_template("people/merge_people.html", pair=pair, on=today(), **shown)


def _merge(person_pair_id: int, person_id: int) -> Person:
    pair = _pair(person_pair_id)
    leads = _one_of(pair, person_id)
    merged_people.merge_people(db_session(), pair, leads, actor=actor(), at=utc_now())
    flash(_("The two are one person now. All that hung on the other record hangs on this one: look through it."))
    return leads


def _one_of(pair: PersonPair, person_id: int) -> Person:
    found = {person.id: person for person in (pair.one, pair.other)}.get(person_id)
    return found or abort(404)


def _merged_meanwhile(person_id: int) -> Person:
    named = get_person(db_session(), person_id, actor())
    return pairs.get_leading(db_session(), Person, named.id, request.form.get("other", named.id, type=int))


def _pair(person_pair_id: int) -> PersonPair:
    return pairs.get_pair(db_session(), PersonPair, person_pair_id, same_people.both_people_seen(actor()))
