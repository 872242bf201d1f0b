"""Time between steps, in words."""

from collections.abc import Iterator, Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy.orm import Session

from core.auth.permissions import Permission
from core.exporting.delimited import Cell
from core.i18n import language
from core.structure import Centre
from housing.figure_sections.section import Section
from housing.figures.steps import Step
from housing.figures.told import NONE, Asked, Picture, Table, Told
from housing.figures.waits import End, WaitSums
from housing.gate_pictures import Bar
from housing.services.figures.waits import Sums, sums_of_waits
from housing.words.figures import END_WORDS, SHORT_STEP_WORDS, STEP_WORDS, days_words, not_shown

MIDDLE, HALF = "met", "lost"  # how bars are drawn


def _tell(session: Session, asked: Asked) -> Told:
    sums, by_centre = sums_of_waits(session, asked)
    has_any = any(found.total != 0 for found in sums.values())
    tables = [_by_step(sums), *([_by_centre(session, by_centre)] if len(by_centre) > 1 else [])]
    return Told(
        says=_("Every wait for a step that began in the period, whatever became of it until today."),
        nothing=_("Nobody began to wait for a step in this period."),
        tables=tables if has_any else [],
        pictures=[_picture(sums)] if has_any else [],
        notes=[
            _(
                "Who still waits, or broke off, counts up to that day: median and quarters are estimated by the method "
                "of Kaplan and Meier. A dash: not so many are through yet."
            ),
            _(
                "A home that was found otherwise, a landlord’s flat that is gone, an offer that was taken back or ran "
                "out: these waits are broken off."
            ),
        ],
    )


def _by_step(sums: Sums) -> Table:
    columns = [
        _("Step"), ("number", _("Number of waits")), *(("number", str(END_WORDS[end])) for end in End),
        ("number", _("A quarter within")), ("number", _("Median")),
        ("number", _("Three quarters within")), ("number", _("Longest open")),
    ]  # fmt: skip
    rows = [[str(STEP_WORDS[step]), *_cells(found)] for step, found in sums.items()]
    return Table(_("Time between steps, in days"), columns, rows, chart=columns.index(("number", _("Median"))))


def _cells(found: WaitSums) -> Iterator[Cell]:
    yield found.total
    yield from (found.ends[end] for end in End)
    without = NONE if found.total == 0 else None  # of no waits there is nothing to hide
    yield from ((without,) * 3 if found.quartiles is None else (NONE if n is None else n for n in found.quartiles))
    yield NONE if found.ends[End.OPEN] == 0 else found.longest_open


def _by_centre(session: Session, by_centre: Mapping[int, Sums]) -> Table:
    """Medians alone: the numbers behind them are those of each centre's own figures.

    The page has loaded its centres already.
    """
    columns = [_("Centre"), *(("number", str(SHORT_STEP_WORDS[step])) for step in Step)]
    rows = [
        [session.get_one(Centre, key).name(language()), *(_median(sums[step]) for step in Step)]
        for key, sums in by_centre.items()
    ]
    return Table(_("Median in days, by centre"), columns, rows)


def _median(found: WaitSums) -> Cell:
    if found.quartiles is None:
        return NONE if found.total == 0 else None
    return NONE if found.quartiles.median is None else found.quartiles.median


def _picture(sums: Sums) -> Picture:
    most = max((days for found in sums.values() for days in found.quartiles or () if days), default=1)
    return Picture(
        title=_("Time between steps"),
        says=_(
            "For each step a bar from nothing to the median, and on it a thin one over the middle half of the waits. "
            "The table says the same."
        ),
        rows=[(str(SHORT_STEP_WORDS[step]), _median_words(found), _bars(found, most)) for step, found in sums.items()],
        key=[(HALF, _("Half are through by then")), (MIDDLE, _("The middle half"))],
    )


def _median_words(found: WaitSums) -> str:
    if found.quartiles is None and found.total != 0:
        return not_shown()
    return days_words(found.quartiles and found.quartiles.median)


def _bars(found: WaitSums, most: int) -> Sequence[Bar] | None:
    """Where fewer than three quarters are through, the thin bar goes to the end of the picture."""
    if found.quartiles is None:
        return None

    def place(days: int | None) -> float:
        return 100.0 if days is None else round(100 * days / most, 2)

    lower, median, upper = found.quartiles
    half = [] if median is None else [Bar(0, place(median), HALF)]
    return half or None if lower is None else [*half, Bar(place(lower), place(upper), MIDDLE)]


STEPS = Section("steps", _l("Time between steps"), Permission.VIEW_HOUSEHOLDS, _tell)
