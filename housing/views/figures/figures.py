"""The figures of the work: as a page, as a workbook and on paper."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from flask import Response, current_app, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.auth.posts import centres_of
from core.dates import today, utc_now
from core.exporting.workbook import Sheet, write_sheets
from core.i18n import day, direction, language, tag
from core.letters.paper import ask_for_paper
from core.session import db_session
from core.structure import Centre
from housing.figure_sections import SECTIONS, Section
from housing.figures.periods import EVER, ReportingPeriod, offered_periods, read_period
from housing.figures.told import Asked, Told
from housing.forms.figures import FiguresForm
from housing.views.blueprint import bp
from housing.views.search.exports import KINDS
from housing.words.figures import file_cells, not_shown, period_words, what_is_hidden


@dataclass(frozen=True)
class Report:
    """What one reader is told: of a period, at one of the reader's centres or all of them."""

    centres: list[Centre]
    centre: Centre | None  # the one that was chosen
    period: ReportingPeriod
    key: str | None = None  # of the section that was chosen

    @classmethod
    def of_address(cls) -> "Report":
        """By period and centre of the address or the form; what names none is left out of account."""
        centres, chosen = centres_of(db_session(), actor()), request.values.get("centre", type=int)
        centre = next((one for one in centres if one.id == chosen), None)
        period = read_period(request.values.get("period"), today())
        return cls(centres, centre, period, request.values.get("section"))

    @cached_property
    def offered(self) -> list[tuple[Section, Asked]]:
        """The sections that this reader may see, each of the centres where they may."""
        return list(self._offered())

    @cached_property
    def sections(self) -> list[tuple[Section, Told]]:
        """All of them."""
        return [(section, _told(section, asked)) for section, asked in self.offered]

    @cached_property
    def shown(self) -> tuple[Section, Told] | None:
        """The section that was chosen, or else the first; None where none may be seen."""
        chosen = next((one for one in self.offered if one[0].key == self.key), next(iter(self.offered), None))
        return chosen and (chosen[0], _told(*chosen))

    @property
    def wider(self) -> list[tuple[str, dict[str, Any]]]:
        """Where more is told than here, since it is about more: words, and what the address says then."""
        query = self.query | ({"section": self.shown[0].key} if self.shown else {})
        longer, everywhere = {"period": EVER}, {key: value for key, value in query.items() if key != "centre"}
        found = [(_("Since the beginning"), query | longer)] if self.period.name != EVER else []
        found += [(_("All centres together"), everywhere)] if self.centre else []
        return [*found, (_("Since the beginning, all centres"), everywhere | longer)] if len(found) > 1 else found

    @property
    def query(self) -> dict[str, Any]:
        """For addresses."""
        return {"period": self.period.name, **({"centre": self.centre.id} if self.centre else {})}

    @property
    def about(self) -> str:
        """Period, centre and day in a line."""
        days = f"{day(self.period.starts_on)} – {day(self.period.last_day)}"
        whose = self.centre.name(language()) if self.centre else _("All centres")
        return f"{period_words(self.period)} ({days}) · {whose}"

    def name_of_file(self, what: str) -> str:
        """Without its ending."""
        return "-".join([what, self.period.name, *([self.centre.key] if self.centre else []), str(today())])

    def form(self) -> FiguresForm:
        """To choose another period and another centre."""
        offered = offered_periods(today())
        periods = offered if self.period in offered else [self.period, *offered]
        chosen = {"period": self.period.name, "centre": str(self.centre.id) if self.centre else ""}
        return FiguresForm(formdata=None, data=chosen, periods=periods, centres=self.centres)

    def asked(self) -> Asked:
        """At those of the centres that are chosen where the reader acts now."""
        chosen = [self.centre] if self.centre else self.centres
        here = tuple(centre.id for centre in chosen if actor().sees_centre(centre.id))
        return Asked(self.period, here, today())

    def _offered(self) -> Iterator[tuple[Section, Asked]]:
        for section in SECTIONS:
            if actor().may(section.permission):
                with actor().acting_under(section.permission):
                    asked = self.asked()
                    if asked.centre_ids:
                        yield section, asked


def _told(section: Section, asked: Asked) -> Told:
    with actor().acting_under(section.permission):
        return section.tell(db_session(), asked)


@bp.get("/figures")
@requires(Permission.VIEW_HOUSEHOLDS)
def show_figures() -> ResponseReturnValue:
    """One section: the one of ?section=, or the first."""
    report = Report.of_address()
    section = {"section": report.shown[0].key} if report.shown else {}
    record_read(db_session(), "show-figures", actor=actor(), values=report.query | section)
    return render_template("housing/show_figures.html", report=report, form=report.form())


@bp.get("/figures/export")
@requires(Permission.VIEW_HOUSEHOLDS)
def export_figures() -> ResponseReturnValue:
    """Each table of all sections as a sheet, its picture below it; the first sheet says what they are about."""
    report = Report.of_address()
    tables = [table for _section, told in report.sections for table in told.tables]
    sheets = [Sheet(table.caption, table.header, list(map(file_cells, table.rows)), table.chart) for table in tables]
    content = write_sheets([_first_sheet(report), *sheets], rtl=direction() == "rtl")
    record_read(db_session(), "export-figures", actor=actor(), values=report.query)
    response = Response(content, mimetype=KINDS["xlsx"].media_type)
    response.headers.set("Content-Disposition", "attachment", filename=f"{report.name_of_file('figures')}.xlsx")
    return response


@bp.post("/figures/paper")
@requires(Permission.VIEW_HOUSEHOLDS)
def print_figures() -> ResponseReturnValue:
    """The same as PDF, in the reader's language."""
    report = Report.of_address()
    template = current_app.jinja_env.get_template("housing/figures_paper.html")
    page = template.render(report=report, lang=tag(language()), direction=direction(), on=today())
    back = url_for(".show_figures", **report.query)
    asked = ask_for_paper(
        db_session(), page, f"{report.name_of_file('figures')}.pdf", back=back, actor=actor(), at=utc_now()
    )
    record_read(db_session(), "export-figures", actor=actor(), values=report.query)
    return redirect(url_for("core.show_paper", job_id=asked.id))


def _first_sheet(report: Report) -> Sheet:
    rows = [
        [str(section.title), " ".join([told.says if told.tables else told.nothing, *told.notes])]
        for section, told in report.sections
    ]
    tables = [table for _section, told in report.sections for table in told.tables]
    rows += [[table.caption, table.note] for table in tables if table.note]
    return Sheet(_("Figures"), [_("Figures"), report.about], [*rows, [not_shown(), what_is_hidden()]])
