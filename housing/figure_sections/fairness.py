"""Whether all kinds of households come to flats alike, in words."""

from collections.abc import Iterator, Mapping

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from core.auth.permissions import Permission
from core.exporting.delimited import Cell
from core.i18n import number
from housing.figure_sections.section import Section
from housing.figures.fairness import By, Fairness, Group, Line, Others, People, Reached, Share, fairness_of
from housing.figures.told import NONE, Asked, Picture, Table, Told
from housing.gate_pictures import Bar
from housing.services.figures.fairness import searching_in
from people.languages import language_name
from people.models import ProtectionStatus
from people.words import PROTECTION_WORDS

SHARE, RANGE = "lost", "met"  # how bars are drawn
BY_WORDS = {By.LANGUAGE: _l("Language"), By.SIZE: _l("People"), By.STATUS: _l("Protection")}
REACHED_WORDS = {
    Reached.OFFERED: _l("Were offered a flat"),
    Reached.VIEWED: _l("Have seen a flat"),
    Reached.HOUSED: _l("Have a home"),
}
OFTEN_WORDS = {1: _l("more often than the others"), -1: _l("less often than the others"), 0: _l("may be chance")}
SOON_WORDS = {1: _l("later than the others"), -1: _l("sooner than the others"), 0: _l("may be chance")}


def _tell(session: Session, asked: Asked) -> Told:
    searching = searching_in(session, asked)
    found = fairness_of(searching)
    lines = dict(_lines(found)) if found else {}
    told = [reached for reached in Reached if found and found.whole.shares[reached]]
    return Told(
        says=_("Who looked for a home on a day of the period: how many of each group came how far in that time."),
        nothing=(
            _("Fewer than ten households looked for a home in this period: nothing is told of them.")
            if searching
            else _("No household looked for a home in this period.")
        ),
        tables=[*(_shares(reached, lines) for reached in told), _waits(lines)] if found else [],
        pictures=[_picture(reached, lines) for reached in told],
        notes=[
            *(_few(reached) for reached in Reached if reached not in told),
            _(
                "Each group is compared with all the others. A difference that may be chance is called so: shares by "
                "the method of Newcombe, with intervals of Wilson, waits by the log-rank test, in 95 of 100 cases. Of "
                "twenty such differences one is chance all the same: look at its cause before you call it unfair."
            ),
            _(
                "Half have a home after the median: estimated by the method of Kaplan and Meier, where who still "
                "waits counts up to the last day. A dash: fewer than half have one."
            ),
            _(
                "Groups of fewer than ten stand together as others, sizes with their neighbours. The status is that "
                "of the person with whom the programme speaks."
            ),
        ],
    )


def _lines(found: Fairness) -> Iterator[tuple[str, Line]]:
    """All of them, then each group, by their words."""
    yield _("All households"), found.whole
    for by, groups in found.groups.items():
        for group, line in groups.items():
            yield f"{BY_WORDS[by]}: {_group_words(by, group)}", line


def _few(reached: Reached) -> str:
    return _("%(what)s: one to four did, or did not. Nothing is told of it.", what=REACHED_WORDS[reached])


def _group_words(by: By, group: Group) -> str:
    match group:
        case People(least, most) if least == most:
            return ngettext("%(num)s person", "%(num)s people", least)
        case People(least, most):
            return _("%(least)s to %(most)s people", least=least, most=most)
        case Others():
            return _("others")
        case None:
            return _("Not asked")
    return language_name(group) if by is By.LANGUAGE else str(PROTECTION_WORDS[ProtectionStatus(group)])


def _shares(reached: Reached, lines: Mapping[str, Line]) -> Table:
    columns = [
        _("Group"), ("number", _("Households")), ("number", str(REACHED_WORDS[reached])), ("number", _("Percent")),
        ("number", _("Percent, at least")), ("number", _("Percent, at most")), _("Beside the others"),
    ]  # fmt: skip
    rows = [[label, line.households, *_share_cells(line, reached)] for label, line in lines.items()]
    return Table(str(REACHED_WORDS[reached]), columns, rows, chart=columns.index(("number", _("Percent"))))


def _share_cells(line: Line, reached: Reached) -> list[Cell]:
    share = line.shares[reached]
    if share is None:
        return [None] * 5
    low, high = share.interval
    percents = [_percent(part) for part in (share.share, low, high)]
    return [share.having, *percents, NONE if line.is_whole else str(OFTEN_WORDS[share.beyond])]


def _waits(lines: Mapping[str, Line]) -> Table:
    columns = [_("Group"), ("number", _("Households")), ("number", _("Median in days")), _("Beside the others")]
    rows = [[label, line.households, *_wait_cells(line)] for label, line in lines.items()]
    return Table(_("Until half have a home"), columns, rows, chart=columns.index(("number", _("Median in days"))))


def _wait_cells(line: Line) -> list[Cell]:
    if line.shares[Reached.HOUSED] is None:
        return [None, None]
    days = NONE if line.median_days is None else line.median_days
    return [days, NONE if line.is_whole else str(SOON_WORDS[line.slower])]


def _picture(reached: Reached, lines: Mapping[str, Line]) -> Picture:
    return Picture(
        title=str(REACHED_WORDS[reached]),
        says=_(
            "For each group a bar as long as its share, and on it a thin one from end to end of its interval. The "
            "table says the same."
        ),
        rows=[(label, _words(line.shares[reached]), _bars(line.shares[reached])) for label, line in lines.items()],
        key=[(SHARE, str(REACHED_WORDS[reached])), (RANGE, _("Where the true share lies in 95 of 100 cases"))],
    )


def _words(share: Share | None) -> str:
    if share is None:
        return _("not shown")
    low, high = share.interval
    return _(
        "%(having)s of %(size)s: %(share)s %% (%(low)s–%(high)s %%)",
        having=number(share.having),
        size=number(share.size),
        share=_percent(share.share),
        low=_percent(low),
        high=_percent(high),
    )


def _bars(share: Share | None) -> list[Bar] | None:
    if share is None:
        return None
    low, high = share.interval
    return [Bar(0, _place(share.share), SHARE), Bar(_place(low), _place(high), RANGE)]


def _percent(share: float) -> int:
    return round(100 * share)


def _place(share: float) -> float:
    return round(100 * share, 2)


FAIRNESS = Section("fairness", _l("Fairness by language, size and status"), Permission.VIEW_HOUSEHOLDS, _tell)
