"""How often somebody was turned away for who they are, in words that may be handed on: without any name."""

from collections.abc import Iterator

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from sqlalchemy.orm import Session

from core.auth.permissions import Permission
from core.exporting.delimited import Cell
from core.i18n import language, number
from housing.discrimination import Ground, Refuser, Response, Result
from housing.figure_sections.section import Section
from housing.figures.discrimination import By, Cases, Parts, cases_of
from housing.figures.periods import ReportingPeriod
from housing.figures.told import Asked, Column, Picture, Table, Told
from housing.gate_pictures import side_by_side
from housing.services.figures.discrimination import cases_in
from housing.words.figures import period_words
from housing.words.talks import GROUND_WORDS, REFUSER_WORDS, RESPONSE_WORDS, RESULT_WORDS
from maps.boundaries import find_municipality

BY_WORDS = {
    By.GROUND: _l("On what ground"),
    By.PLACE: _l("Municipality"),
    By.REFUSER: _l("Who refused"),
    By.RESPONSE: _l("What was done"),
    By.RESULT: _l("What came of it"),
}
NONE_WORDS = {
    By.PLACE: _l("Not known"),
    By.REFUSER: _l("Not known"),
    By.RESPONSE: _l("Nothing is written down"),
    By.RESULT: _l("Nothing is written down"),
}


def _tell(session: Session, asked: Asked) -> Told:
    cases = cases_in(session, asked)
    found = cases_of(cases, asked.period.months)
    return Told(
        says=ngettext(
            "%(count)s time a household was turned away for who it is: as it was reported, or as a landlord said.",
            "%(count)s times households were turned away for who they are: as it was reported, or as landlords said.",
            len(cases),
            count=number(len(cases)),
        )
        if found
        else "",
        nothing=(
            _("Fewer than five times somebody was turned away for who they are: nothing more is told of that.")
            if cases
            else _("Nobody is written down as turned away for who they are in this period.")
        ),
        tables=[*(_table(by, parts) for by, parts in found.by.items()), _by_month(found)] if found else [],
        pictures=[_picture(found.by[By.GROUND]), _picture_of_months(found)] if found else [],
        notes=[
            _(
                "A landlord who says no to foreigners, to children or to people whose rent is supported counts, and "
                "every report of discrimination; one landlord on one day for one ground counts once."
            ),
            _(
                "Cases are the reports of the log of discrimination, and the refusals in talks with landlords that "
                "nobody reported."
            ),
            _("Parts of fewer than five stand together as others, months with the next ones."),
        ],
    )


def _table(by: By, parts: Parts) -> Table:
    columns: list[Column] = [str(BY_WORDS[by]), ("number", _("Cases"))]
    return Table(str(BY_WORDS[by]), columns, list(_rows(by, parts)), chart=1)


def _rows(by: By, parts: Parts) -> Iterator[list[Cell]]:
    for key, cases in parts.told.items():
        yield [_part_words(by, key), cases]
    if parts.others:
        yield [_("Others") if parts.told else _("All together"), parts.others]


def _part_words(by: By, key: str | None) -> str:
    if key is None:
        return str(NONE_WORDS[by])
    match by:
        case By.GROUND:
            return str(GROUND_WORDS[Ground(key)])
        case By.REFUSER:
            return str(REFUSER_WORDS[Refuser(key)])
        case By.RESPONSE:
            return str(RESPONSE_WORDS[Response(key)])
        case By.RESULT:
            return str(RESULT_WORDS[Result(key)])
    known = find_municipality(key)
    return _("municipality of %(name)s", name=known.name(language()) if known else key)


def _by_month(found: Cases) -> Table:
    rows: list[list[Cell]] = [[_stretch_words(first, last), cases] for first, last, cases in found.months]
    return Table(_("Cases by month"), [_("Period"), ("number", _("Cases"))], rows, chart=1)


def _stretch_words(first: ReportingPeriod, last: ReportingPeriod) -> str:
    return period_words(first) if first == last else f"{period_words(first)} – {period_words(last)}"


def _picture(parts: Parts) -> Picture:
    rows = [(str(label), int(cases)) for label, cases in _rows(By.GROUND, parts) if isinstance(cases, int)]
    return _bars(str(BY_WORDS[By.GROUND]), rows)


def _picture_of_months(found: Cases) -> Picture:
    return _bars(_("Cases by month"), [(_stretch_words(first, last), cases) for first, last, cases in found.months])


def _bars(title: str, rows: list[tuple[str, int]]) -> Picture:
    bars = side_by_side([cases for _label, cases in rows], "lost")
    return Picture(
        title=title,
        says=_("A bar for each row of the table of that name, as long as its cases beside the most."),
        rows=[(label, number(cases), bar) for (label, cases), bar in zip(rows, bars, strict=True)],
    )


DISCRIMINATION = Section("discrimination", _l("Discrimination by landlords"), Permission.KEEP_DISCRIMINATION_LOG, _tell)
