"""What goes wrong on a household's page is said in its own frame, with a way home."""

from flask import render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from core.errors import NotFound, Refused
from core.i18n import say
from core.pages import AT_ONCE, NOT_FOUND, REFUSED, Trouble
from core.session import db_session
from core.text import Sentence
from portal.views.blueprint import bp


@bp.errorhandler(NotFound)
def not_found(error: NotFound) -> ResponseReturnValue:
    return _page(NOT_FOUND, error.sentence), 404


@bp.errorhandler(Refused)
def refused(error: Refused) -> ResponseReturnValue:
    return _page(REFUSED, error.sentence), 409


@bp.errorhandler(IntegrityError)
def at_once(error: IntegrityError) -> ResponseReturnValue:
    db_session().rollback()
    return _page(AT_ONCE, AT_ONCE.what_happened), 409


def _page(trouble: Trouble, because: Sentence) -> str:
    return render_template(
        "errors/error.html",
        shell="portal/base_portal.html",
        title=say(trouble.title),
        what_happened=say(because),
        what_to_do=_("Go to your first page and look again, or ask your centre."),
        link_url=url_for("portal.home"),
        link_label=_("To my first page"),
    )
