"""The figures of discrimination as a text for the Greek Ombudsman: what happened how often, and no name."""

from flask import Response, current_app
from flask.typing import ResponseReturnValue

from core.audit import record_read
from core.auth.access import actor, requires
from core.auth.permissions import Permission
from core.dates import today
from core.i18n import DEFAULT, direction, language, speaking, tag
from core.letters.pdf import make_pdf
from core.session import db_session
from housing.figure_sections.discrimination import DISCRIMINATION
from housing.views.blueprint import bp
from housing.views.figures import Report


@bp.get("/discrimination/ombudsman")
@requires(Permission.KEEP_DISCRIMINATION_LOG)
def write_to_ombudsman() -> ResponseReturnValue:
    """In Greek, whoever asks for it; for ?period= and ?centre=, as the figures are."""
    report = Report.of_address()
    with speaking(DEFAULT):
        paper = current_app.jinja_env.get_template("housing/ombudsman_paper.html").render(
            told=DISCRIMINATION.tell(db_session(), report.asked()),
            centres=[one.name(language()) for one in ([report.centre] if report.centre else report.centres)],
            period=report.period,
            lang=tag(language()),
            direction=direction(),
            on=today(),
        )
    content = make_pdf(paper)
    record_read(db_session(), "write-to-ombudsman", actor=actor(), values=report.query)
    response = Response(content, mimetype="application/pdf")
    name = f"ombudsman-{report.period.name}-{today()}.pdf"
    response.headers.set("Content-Disposition", "attachment", filename=name)
    return response
