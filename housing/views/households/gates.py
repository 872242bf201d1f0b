"""What a household's subsidy waits for, where its days were lost, and those of all households by centre."""

from collections.abc import Iterator, Sequence

from flask import Response, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from flask_babel import ngettext

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import today
from core.exporting.delimited import Cell as FileCell
from core.exporting.workbook import Sheet, write_sheets
from core.i18n import direction, language, number
from core.pages import page_number
from core.session import db_session
from core.structure import Centre
from housing.figures.periods import FIRST_YEAR
from housing.figures.told import NONE
from housing.gate_pictures import Bar, on_time_line, side_by_side
from housing.gate_sums import STOPS, GateSums
from housing.gates import Gate
from housing.services.households.gate_lists import sums_of, who_waits
from housing.services.households.gates import Passage, passage_of
from housing.views.blueprint import bp
from housing.views.search.exports import KINDS
from housing.words.figures import file_cells, not_shown, what_is_hidden
from housing.words.gates import GATE_WORDS, STOP_WORDS
from maps.small_tables import Cell
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


@bp.get("/gates")
@requires(Permission.VIEW_HOUSEHOLDS)
def list_gates() -> ResponseReturnValue:
    """Where the days of all households are lost, ever or with ?year= in one; with ?centre= one centre's picture."""
    centres = centres_of(db_session(), actor())
    sums, years = _sums(centres)
    place = _chosen(centres)
    record_read(db_session(), "list-gates", actor=actor(), values={"centre": place.id if place else None})
    return render_template(
        "housing/list_gates.html",
        rows=[*((centre.id, centre.name(language())) for centre in centres), (None, _("All together"))],
        sums=sums,
        stops=(*STOPS, None),
        place=place,
        year=_year(),
        years=years,
        picture=_bars(sums, place.id if place else None),
    )


@bp.get("/gates/waiting")
@requires(Permission.VIEW_HOUSEHOLDS)
def list_waiting() -> ResponseReturnValue:
    """Who waits, at any gate or with ?gate= at one; with ?centre= at one centre."""
    centres = centres_of(db_session(), actor())
    place, gate = _chosen(centres), request.args.get("gate", type=Gate)
    page = who_waits(
        db_session(), actor(), on=today(), gate=gate, centre_id=place.id if place else None, page=page_number()
    )
    record_read(db_session(), "list-gates", actor=actor(), values={"page": page.number, "shown": len(page.rows)})
    return render_template("housing/list_waiting.html", page=page, gate=gate, place=place, centres=centres, on=today())


@bp.get("/gates/export")
@requires(Permission.VIEW_HOUSEHOLDS)
def export_gates() -> ResponseReturnValue:
    """What the page's tables tell, on one sheet; the next says how to read it."""
    centres = centres_of(db_session(), actor())
    sums, _years = _sums(centres)
    header = [_("Centre"), _("What is counted"), *(str(STOP_WORDS[stop]) for stop in (*STOPS, None))]
    rows = [file_cells(row) for row in _rows(sums, centres)]
    sheets = [Sheet(_("Where days are lost"), header, rows), _notes()]
    content = write_sheets(sheets, rtl=direction() == "rtl")
    record_read(db_session(), "export-gates", actor=actor())
    response = Response(content, mimetype=KINDS["xlsx"].media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"gates-{_year() or today()}.xlsx")
    return response


def _chosen(centres: Sequence[Centre]) -> Centre | None:
    """The centre that the address names, of these."""
    chosen = request.args.get("centre", type=int)
    return next((centre for centre in centres if centre.id == chosen), None)


def _year() -> int | None:
    """The year that the address names, of those that have been."""
    year = request.args.get("year", type=int)
    return year if year is not None and FIRST_YEAR <= year <= today().year else None


def _sums(centres: Sequence[Centre]) -> tuple[GateSums, list[int]]:
    return sums_of(db_session(), actor(), [centre.id for centre in centres], on=today(), year=_year())


def _rows(sums: GateSums, centres: Sequence[Centre]) -> Iterator[list[FileCell]]:
    """For each centre the days lost, then the households that wait. No days are lost where all gates are passed."""
    names = {centre.id: centre.name(language()) for centre in centres} | {None: _("All together")}
    for centre_id, name in names.items():
        for words, told in ((_("Days lost"), sums.days), (_("Households that wait"), sums.waiting)):
            yield [name, words, *(told.get(Cell(centre_id, stop), NONE) for stop in (*STOPS, None))]


def _notes() -> Sheet:
    """What the words of the tables mean."""
    once = _(
        "A day counts at the first gate that was not met on it, and at no other; so the gates together are the days on "
        "which any was not met."
    )
    rows = [[_("Days lost"), once], [not_shown(), what_is_hidden()]]
    return Sheet(_("How to read it"), [_("Words"), _("What it means")], rows)


def _bars(sums: GateSums, centre_id: int | None) -> list[tuple[str, str, list[Bar] | None]]:
    """For each gate the days lost, beside those of the others."""
    days = [sums.days.get(Cell(centre_id, gate)) for gate in Gate]
    words = [not_shown() if n is None else _days(n) for n in days]
    return list(zip((str(GATE_WORDS[gate]) for gate in Gate), words, side_by_side(days, "lost"), strict=True))


def _picture(passage: Passage) -> list[tuple[str, str, list[Bar]]]:
    """A line of time for each gate: when it was met, and what was lost at it."""
    first, last = passage.first_day, passage.end
    if first is None or last is None:
        return []
    return [
        (
            str(GATE_WORDS[gate]),
            _days(passage.days(gate)),
            [
                *on_time_line(passage.met[gate], "met", first, last),
                *on_time_line(passage.lost[gate], "lost", first, last),
            ],
        )
        for gate in Gate
    ]


def _days(count: int) -> str:
    return ngettext("%(count)s day", "%(count)s days", count, count=number(count))


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
