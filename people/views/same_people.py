"""Records that may be about the same person: who looks at them side by side says what they are."""

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.pages import page_number
from core.pairs import services as pairs
from core.session import db_session
from people.models import PersonPair
from people.services import same_people
from people.services.side_by_side import sides_of
from people.views.blueprint import bp


@bp.get("/people/doubles")
@requires(Permission.EDIT_HOUSEHOLDS)
def list_person_pairs() -> ResponseReturnValue:
    apart, seen = "apart" in request.args, same_people.both_people_seen(actor())
    page = pairs.list_pairs(db_session(), PersonPair, seen, page_number(), apart=apart)
    memberships = same_people.memberships_of_pairs(db_session(), page.rows, actor())
    shown = {"page": page.number, "shown": len(page.rows)}
    record_read(db_session(), "list-person-pairs", actor=actor(), values=shown)
    return render_template("people/list_person_pairs.html", page=page, apart=apart, memberships=memberships)


@bp.get("/people/doubles/<int:person_pair_id>")
@requires(Permission.EDIT_HOUSEHOLDS)
def show_person_pair(person_pair_id: int) -> ResponseReturnValue:
    session, pair = db_session(), _pair(person_pair_id)
    for person in (pair.one, pair.other):
        record_read(session, "show-person", person, actor=actor())
    sides = sides_of(session, pair, actor())
    return render_template("people/show_person_pair.html", pair=pair, sides=sides, on=today())


@bp.post("/people/doubles/<int:person_pair_id>/apart")
@requires(Permission.EDIT_HOUSEHOLDS)
def keep_people_apart(person_pair_id: int) -> ResponseReturnValue:
    same_people.keep_people_apart(db_session(), _pair(person_pair_id), actor=actor(), at=utc_now())
    flash(_("They are two people. Nobody is asked again."))
    return redirect(url_for(".list_person_pairs"))


def _pair(person_pair_id: int) -> PersonPair:
    return pairs.get_pair(db_session(), PersonPair, person_pair_id, same_people.both_people_seen(actor()))
