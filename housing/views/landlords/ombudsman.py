"""The figures of discrimination as a text for the Greek Ombudsman: what happened how often, and no name."""

from flask import current_app, redirect, url_for
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today, utc_now
from core.i18n import DEFAULT, direction, language, speaking, tag
from core.letters.paper import ask_for_paper
from core.session import db_session
from housing.figure_sections.discrimination import DISCRIMINATION
from housing.views.blueprint import bp
from housing.views.figures.figures import Report


@bp.post("/discrimination/ombudsman")
@requires(Permission.KEEP_DISCRIMINATION_LOG)
def write_to_ombudsman() -> ResponseReturnValue:
    """In Greek, whoever asks for it; for the period and the centre of the form."""
    report = Report.of_address()
    with speaking(DEFAULT):
        page = current_app.jinja_env.get_template("housing/ombudsman_paper.html").render(
            told=DISCRIMINATION.tell(db_session(), report.asked()),
            centres=[one.name(language()) for one in ([report.centre] if report.centre else report.centres)],
            period=report.period,
            lang=tag(language()),
            direction=direction(),
            on=today(),
        )
    back, name = url_for(".list_discrimination"), report.name_of_file("ombudsman")
    asked = ask_for_paper(db_session(), page, f"{name}.pdf", back=back, actor=actor(), at=utc_now())
    record_read(db_session(), "write-to-ombudsman", actor=actor(), values=report.query)
    return redirect(url_for("core.show_paper", job_id=asked.id))
