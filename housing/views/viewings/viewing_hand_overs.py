"""Viewings that go to another officer, many at once."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.models import User
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.session import db_session
from housing.forms.viewing_hand_over import WhoForm
from housing.services.viewings import viewing_hand_overs as hand_overs
from housing.services.viewings.viewing_hand_overs import Going
from housing.views.blueprint import bp


@dataclass(frozen=True, slots=True)
class Asked:
    """From whom to whom: nobody stands for those who are not there any more."""

    givers: Mapping[User, int]
    takers: Sequence[User]
    giver: User | None
    taker: User | None

    @property
    def chosen(self) -> dict[str, str]:
        """As addresses and forms say it."""
        chosen = {"from_id": self.giver, "to_id": self.taker}
        return {name: str(user.id) if user else "" for name, user in chosen.items()}

    @property
    def form(self) -> WhoForm:
        """With what is chosen."""
        return WhoForm(formdata=None, data=self.chosen, givers=self.givers, takers=self.takers)


@bp.route("/viewings/hand-over", methods=["GET", "POST"])
@requires(Permission.MAKE_OFFERS)
def hand_over_viewings() -> ResponseReturnValue:
    """Nothing goes before the button; what is shortly before or after another goes only where it is ticked."""
    asked, on = _asked(), today()
    viewings = hand_overs.viewings_to_hand_over(db_session(), actor(), asked.giver, on)
    going = []
    if asked.taker is not None:
        going = hand_overs.look_at(db_session(), viewings, asked.taker, actor=actor(), on=on, at=utc_now())
        if request.method == "POST":
            _hand_over(asked.taker, going, request.form.getlist("viewing"))
            return redirect(f"{url_for('.hand_over_viewings')}?{urlencode(asked.chosen)}")
    record_read(db_session(), "list-viewings", actor=actor(), values={"shown": len(viewings)})
    return render_template("housing/hand_over_viewings.html", asked=asked, going=going, at=utc_now())


def _hand_over(taker: User, going: Sequence[Going], ticked: Sequence[str]) -> None:
    """What changed since the page was read is not among what was ticked."""
    chosen = [one.viewing for one in going if one.key in ticked]
    staying = hand_overs.hand_over_viewings(
        db_session(), chosen, taker, actor=actor(), on=today(), at=utc_now()
    )  # fmt: skip
    gone, left = len(chosen) - len(staying), len(ticked) - len(chosen) + len(staying)
    if not ticked:
        flash(_("Tick what is to be handed over."), "wait")
    if gone:
        words = ngettext(
            "%(num)s viewing is handed over to %(name)s.", "%(num)s viewings are handed over to %(name)s.", gone,
            name=taker.name,
        )  # fmt: skip
        flash(words)
    if left:
        words = ngettext(
            "%(num)s viewing stays as it was: look at what is in the way now.",
            "%(num)s viewings stay as they were: look at what is in the way now.",
            left,
        )
        flash(words, "wait")


def _asked() -> Asked:
    """From the address, or from the form that was sent; without a choice the reader takes over."""
    givers = hand_overs.officers_with_viewings(db_session(), actor())
    giver = next((user for user in givers if str(user.id) == request.values.get("from_id")), None)
    takers = [user for user in hand_overs.who_may_show(db_session(), actor(), today()) if user is not giver]
    named = [user for user in takers if str(user.id) == request.values.get("to_id")]
    first = [*named, *(user for user in takers if user is actor()), *takers]
    return Asked(givers, takers, giver, first[0] if first else None)
