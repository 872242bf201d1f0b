"""What a household's subsidy waits for, and where its days were lost."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.session import db_session
from housing.gate_pictures import Bar, on_time_line
from housing.gate_words import GATE_WORDS
from housing.gates import Gate
from housing.services.gates import Passage, passage_of
from housing.views.blueprint import bp
from people.services.households import get_household


@bp.get("/households/<int:household_id>/gates")
@requires(Permission.VIEW_HOUSEHOLDS)
def show_gates(household_id: int) -> ResponseReturnValue:
    household = get_household(db_session(), household_id, actor())
    passage = passage_of(db_session(), household, on=today())
    record_read(db_session(), "show-household", household, actor=actor())
    return render_template(
        "housing/show_gates.html",
        household=household,
        passage=passage,
        where_to={gate: _place(gate, passage, household.centre_id) for gate in Gate},
        picture=_picture(passage),
        on=today(),
    )


def _picture(passage: Passage) -> list[tuple[str, str, list[Bar]]]:
    """A line of time for each gate: when it was met, and what was lost at it."""
    first, last = passage.first_day, passage.on
    if first is None or first == last:
        return []
    return [
        (
            str(GATE_WORDS[gate]),
            ngettext("%(num)s day", "%(num)s days", passage.days(gate)),
            [
                *on_time_line(passage.met[gate], "met", first, last),
                *on_time_line(passage.lost[gate], "lost", first, last),
            ],
        )
        for gate in Gate
    ]


def _place(gate: Gate, passage: Passage, centre_id: int) -> tuple[str, str] | None:
    """Where somebody can do what the gate asks for: an address and its words; none where this reader may not."""
    household_id, may = passage.household_id, actor().may
    match gate:
        case Gate.AFM | Gate.PERMIT:
            return url_for("people.show_household", household_id=household_id, _anchor="numbers"), _("Papers")
        case Gate.ACCOUNT if may(Permission.EDIT_HOUSEHOLDS, centre_id):
            return url_for("people.choose_account", household_id=household_id), _("Account")
        case Gate.SIGNED if may(Permission.VIEW_LISTINGS, centre_id):
            return url_for("housing.list_flats", household_id=household_id), _("Flats that suit it")
        case Gate.DECLARED | Gate.ACCEPTED if passage.lease_id and may(Permission.VIEW_LEASES, centre_id):
            return url_for("housing.show_lease", lease_id=passage.lease_id), _("Lease")
    return None
