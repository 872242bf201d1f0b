"""Cases that go from one officer to another, and what came to whom."""

from collections.abc import Sequence
from dataclasses import dataclass

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.models import User
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.pages import LARGEST_ID
from core.session import db_session
from people.forms.hand_over import HandOverForm
from people.models import HandOver, Household
from people.services import hand_overs
from people.services.officers import HouseholdCases, served_among
from people.views.blueprint import bp


@dataclass(frozen=True, slots=True)
class _Going:
    """What may go from whom to whom: it is told before it is done, and again when it is another by then."""

    giver: User
    taker: User
    cases: hand_overs.OpenCases

    @property
    def mark(self) -> str:
        """Says whether the page that is sent told of just this."""
        return f"{self.giver.id}-{self.taker.id}-{len(self.cases.households)}-{len(self.cases.steps)}"


@bp.get("/hand-overs")
@requires(Permission.EDIT_HOUSEHOLDS)
def list_hand_overs() -> ResponseReturnValue:
    return render_template("people/list_hand_overs.html", hand_overs=hand_overs.list_hand_overs(db_session(), actor()))


@bp.route("/hand-overs/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def hand_over_cases() -> ResponseReturnValue:
    """Whose cases go to whom, then which: the address may name households, all of one person's, that are ticked."""
    staff = {user.id: user for user in hand_overs.officers_here(db_session(), actor(), on=today())}
    chosen = served_among(db_session(), _chosen(), actor())
    form = HandOverForm(
        staff=list(staff.values()), takers=_takers(list(staff.values()), chosen), actor=actor(),
        household=[household.id for household in chosen], from_id=chosen[0].officer_id if chosen else None,
    )  # fmt: skip
    going = None
    if form.validate_on_submit():
        with form.refusals("to_id"):
            going = _going(staff[form.from_id.data], staff[int(form.to_id.data)], form.household.data)
            handed = _hand_over(form, going)
            if handed is not None:
                flash(_("The cases are handed over: %(name)s sees them in “My day”.", name=going.taker.name))
                return redirect(url_for(".show_hand_over", hand_over_id=handed.id))
    shown = going.cases.households if going else chosen
    if shown:
        record_read(db_session(), "list-households", actor=actor(), values={"shown": len(shown)})
    form.seen.data = going.mark if going else ""
    page = render_template(
        "people/hand_over_cases.html",
        form=form,
        cases=HouseholdCases().count(db_session(), actor()),
        has_colleagues=len(staff) > 1,
        chosen=chosen,
        going=going,
    )
    return page, 422 if form.errors else 200


def _chosen() -> list[int]:
    """What the address names, and afterwards the page itself."""
    named = request.form if request.method == "POST" else request.args
    return [key for key in named.getlist("household", type=int) if 0 < key <= LARGEST_ID]


def _takers(staff: Sequence[User], chosen: Sequence[Household]) -> list[User]:
    """Who can take over all that is chosen; whoever was chosen before those were ticked is told why it cannot be."""
    if not chosen:
        return list(staff)
    serve = hand_overs.serve_all(db_session(), chosen, on=today())
    return [user for user in staff if user.id in serve or str(user.id) == request.form.get("to_id")]


def _going(giver: User, taker: User, wanted: list[int] | None) -> _Going:
    on = today()
    cases = hand_overs.open_cases(db_session(), giver, taker, wanted=wanted or (), actor=actor(), on=on)
    return _Going(giver, taker, cases)


def _hand_over(form: HandOverForm, going: _Going) -> HandOver | None:
    """What is ticked goes when the page that is sent told of just what may go, and nobody asked for other ticks."""
    portion = form.offer(going.cases, going.giver)
    if form.ticks.data or form.seen.data != going.mark:
        return None
    note = form.note.data
    return hand_overs.hand_over_cases(
        db_session(), going.giver, going.taker, note, portion=portion, actor=actor(), at=utc_now()
    )


@bp.get("/hand-overs/<int:hand_over_id>")
@requires(Permission.EDIT_HOUSEHOLDS)
def show_hand_over(hand_over_id: int) -> ResponseReturnValue:
    session = db_session()
    handed = hand_overs.get_hand_over(session, hand_over_id, actor())
    record_read(session, "show-hand-over", handed, actor=actor())
    return render_template(
        "people/show_hand_over.html",
        handed=handed,
        households=hand_overs.households_handed(session, handed, actor()),
        steps=hand_overs.steps_handed(session, handed, actor()),
        on=today(),
    )


@bp.post("/hand-overs/<int:hand_over_id>/seen")
@requires(Permission.EDIT_HOUSEHOLDS)
def see_hand_over(hand_over_id: int) -> ResponseReturnValue:
    handed = hand_overs.get_hand_over(db_session(), hand_over_id, actor())
    hand_overs.see_hand_over(db_session(), handed, actor=actor(), at=utc_now())
    return redirect(url_for("core.home"))
