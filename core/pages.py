"""What every page shares: security headers, error pages in plain words, the navigation."""

from flask import Flask, Response, render_template
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import IntegrityError
from werkzeug.exceptions import HTTPException

from core.errors import Forbidden, NotFound, Refused
from core.panels import panels
from core.session import settings
from core.text import N_, Sentence

NOT_FOUND = Sentence(N_("There is no such page. It may have moved, or the address has a slip in it."))
NOT_ALLOWED = Sentence(N_("This is not yours to open."))
STALE_FORM = Sentence(N_("The page was open for too long. Go back, load it again and send it once more."))
BAD_REQUEST = Sentence(N_("The service could not read what the browser sent. Nothing was changed."))
TOO_LARGE = Sentence(N_("What you sent is too large. Nothing was saved."))
OUR_FAULT = Sentence(N_("Something broke on our side. Nothing was changed; please try again in a moment."))
AT_ONCE = Sentence(
    N_("Somebody else changed the same thing a moment ago. Nothing was saved: look at it again and repeat if needed.")
)


def content_security_policy(tile_url: str | None) -> str:
    """Everything from this service and nothing inline; pictures also from the configured tile server."""
    images = "'self' data:"
    if tile_url:
        scheme, _, rest = tile_url.partition("://")
        images += f" {scheme}://{rest.split('/')[0].replace('{s}', '*')}"
    return (
        "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; connect-src 'self'; "
        f"img-src {images}; form-action 'self'; base-uri 'none'; frame-ancestors 'none'"
    )


def error_page(status: int, sentence: Sentence) -> tuple[str, int]:
    """A page that says what happened and what to do."""
    return render_template("errors/error.html", status=status, sentence=sentence), status


def init_app(app: Flask) -> None:
    """Install headers, error pages and what every template may call."""
    with app.app_context():
        policy = content_security_policy(settings().tile_url)

    @app.after_request
    def secure(response: Response) -> Response:
        response.headers.setdefault("Content-Security-Policy", policy)
        response.headers["X-Content-Type-Options"] = "nosniff"
        response.headers["Referrer-Policy"] = "same-origin"
        if not response.cache_control.max_age and response.mimetype == "text/html":
            response.cache_control.no_store = True  # pages hold personal data
        return response

    @app.context_processor
    def shell() -> dict[str, object]:
        if not current_user.is_authenticated:
            return {"navigation": [], "panels": _no_panels}
        return {"navigation": panels().navigation(current_user), "panels": _panels}

    _add_error_pages(app)


def _panels(place: str, subject: object) -> list[Markup]:
    return panels().shown(place, subject, current_user)


def _no_panels(place: str, subject: object) -> list[Markup]:
    return []


def _add_error_pages(app: Flask) -> None:
    pages = {400: BAD_REQUEST, 403: NOT_ALLOWED, 404: NOT_FOUND, 405: NOT_FOUND, 413: TOO_LARGE, 500: OUR_FAULT}

    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if status < 400:
            return error.get_response()  # a redirect on its way
        return error_page(status, pages.get(status, BAD_REQUEST if status < 500 else OUR_FAULT))

    @app.errorhandler(CSRFError)
    def stale_form(error: CSRFError) -> ResponseReturnValue:
        return error_page(400, STALE_FORM)

    @app.errorhandler(NotFound)
    def not_found(error: NotFound) -> ResponseReturnValue:
        return error_page(404, error.sentence)

    @app.errorhandler(Forbidden)
    def forbidden(error: Forbidden) -> ResponseReturnValue:
        return error_page(403, error.sentence)

    @app.errorhandler(Refused)
    def refused(error: Refused) -> ResponseReturnValue:
        return error_page(409, error.sentence)

    @app.errorhandler(IntegrityError)
    def at_once(error: IntegrityError) -> ResponseReturnValue:
        """Services check before they write; what still breaks a constraint is two people at once."""
        app.logger.warning("refused by the database: %s", type(error.orig).__name__)
        return error_page(409, AT_ONCE)
