"""Cases that go from one officer to another, and what came to whom."""

from dataclasses import dataclass

from flask import flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.models import User
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from people.forms.hand_over import HandOverForm
from people.services import hand_overs
from people.services.officers import HouseholdCases
from people.views.blueprint import bp


@dataclass(frozen=True, slots=True)
class _Going:
    """What would go from whom to whom: it is told before it is done, and again when it is another by then."""

    giver: User
    taker: User
    cases: hand_overs.OpenCases

    @property
    def mark(self) -> str:
        """Says whether the page that is sent told of just this."""
        cases = self.cases
        return f"{self.giver.id}-{self.taker.id}-{cases.households}-{cases.promises}-{cases.tasks}"


@bp.get("/hand-overs")
@requires(Permission.EDIT_HOUSEHOLDS)
def list_hand_overs() -> ResponseReturnValue:
    return render_template("people/list_hand_overs.html", hand_overs=hand_overs.list_hand_overs(db_session(), actor()))


@bp.route("/hand-overs/new", methods=["GET", "POST"])
@requires(Permission.EDIT_HOUSEHOLDS)
def hand_over_cases() -> ResponseReturnValue:
    staff = {user.id: user for user in hand_overs.officers_here(db_session(), actor(), on=today())}
    form = HandOverForm(staff=list(staff.values()), actor=actor())
    going = None
    if form.validate_on_submit():
        giver, taker = staff[form.from_id.data], staff[int(form.to_id.data)]
        with form.refusals("to_id"):
            cases = hand_overs.open_cases(db_session(), giver, taker, actor=actor(), on=today())
            going = _Going(giver, taker, cases)
            if form.seen.data == going.mark:
                handed = hand_overs.hand_over_cases(
                    db_session(), giver, taker, form.note.data, actor=actor(), at=utc_now()
                )
                flash(_("The cases are handed over: %(name)s sees them in “My day”.", name=taker.name))
                return redirect(url_for(".show_hand_over", hand_over_id=handed.id))
    form.seen.data = going.mark if going else ""
    own = HouseholdCases().count(db_session(), actor())
    has_colleagues = len(staff) > 1
    page = render_template(
        "people/hand_over_cases.html", form=form, cases=own, has_colleagues=has_colleagues, going=going
    )
    return page, 422 if form.is_submitted() else 200


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
