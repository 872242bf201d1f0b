"""What every page shares: error pages in plain words, the navigation."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from math import ceil

from flask import Flask, Response, current_app, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_login import current_user
from flask_wtf.csrf import CSRFError
from markupsafe import Markup
from sqlalchemy.exc import DataError, IntegrityError
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge, SecurityError
from werkzeug.routing import IntegerConverter, Map

from core.addresses import local_address
from core.auth.brake import TooManyAttempts
from core.db import is_trouble
from core.errors import Forbidden, NotFound, Refused
from core.i18n import say
from core.page_language import here, reader
from core.paging import LAST_PAGE
from core.panels import panels
from core.ports import answer_to
from core.request_id import request_id
from core.session import db_session
from core.text import N_, Sentence
from core.theme import appearance


@dataclass(frozen=True, slots=True)
class Trouble:
    """What an error page says: what happened, whose fault it is, what to do now."""

    title: Sentence
    what_happened: Sentence
    what_to_do: Sentence
    whose_fault: Sentence | None = None


@dataclass(frozen=True, slots=True)
class Frame:
    """Among whose pages an error stands: the template around it, the way back, and what is said in other words."""

    shell: str
    first_page: str
    link_label: Sentence
    words: Mapping[int, Trouble] = field(default_factory=dict)  # by status


class Frames:
    """Who answers in which frame; the answer of the ground floor, which knows the staff only."""

    def find(self) -> Frame | None:
        """The frame of this request's reader, without asking the database; None is the staff's."""
        return None


LARGEST_ID = 2**31 - 1  # of a row, on either database
ERROR_TEMPLATE = "errors/error.html"

BACK_TO_THE_PAGE = Sentence(N_("Back to the page"))
BACK_TO_THE_FORM = Sentence(N_("Back to the form"))
LOOK_AGAIN = Sentence(N_("Go back, look at it again, and repeat if it is still needed."))
NOT_YOURS = Sentence(N_("It is not your fault."))
OTHER_HOST = Sentence(N_("This service answers at another address."))
NOT_FOUND = Trouble(
    Sentence(N_("There is nothing here")),
    Sentence(N_("There is no such page. It may have moved, or the address has a slip in it.")),
    Sentence(N_("Check the address, or start from the first page.")),
)
FORBIDDEN = Trouble(
    Sentence(N_("This is not yours to open")),
    Sentence(N_("Your role or your centre does not include it.")),
    Sentence(N_("If you need it for your work, ask the administrator.")),
)
STALE_FORM = Trouble(
    Sentence(N_("The page was open for too long")),
    Sentence(N_("For safety the form was not taken. Nothing was changed.")),
    Sentence(N_("Go back, load the page again and send it once more.")),
)
BAD_REQUEST = Trouble(
    Sentence(N_("The service could not read this")),
    Sentence(N_("What the browser sent was not what the page expects. Nothing was changed.")),
    Sentence(N_("Go back and try again.")),
)
TOO_LARGE = Trouble(
    Sentence(N_("This is too large")),
    Sentence(N_("What you sent is larger than the service takes. Nothing was saved.")),
    Sentence(N_("Send a smaller file, or divide it.")),
)
LARGER_THAN = N_("What you sent is larger than the %(most)s MB that the service takes. Nothing was saved.")
TOO_MANY = Trouble(
    Sentence(N_("Too many attempts")),
    Sentence(N_("It was tried too often, from here or for this account. Nothing is locked.")),
    Sentence(N_("Wait a little, then try again.")),
)
REFUSED = Trouble(Sentence(N_("This cannot be done now")), Sentence(N_("Nothing was changed.")), LOOK_AGAIN)
AT_ONCE = Trouble(
    Sentence(N_("Somebody else was faster")),
    Sentence(N_("Somebody changed the same thing a moment ago. Nothing of yours was saved.")),
    LOOK_AGAIN,
    NOT_YOURS,
)
STAFF = Frame("base.html", "core.home", Sentence(N_("To the first page")))
AT_THE_DOOR = replace(STAFF, shell="base_door.html")
OUR_FAULT = Trouble(
    Sentence(N_("Something broke on our side")),
    Sentence(N_("Nothing was changed.")),
    Sentence(N_("Please try again in a moment. If it happens again, tell the administrator.")),
    NOT_YOURS,
)
OUT_OF_REACH = Trouble(
    Sentence(N_("The service cannot do this just now")),
    Sentence(N_("It cannot read or write what it keeps. Nothing was changed.")),
    Sentence(N_("Please try again in a few minutes. If it goes on, tell the administrator.")),
    NOT_YOURS,
)
SECONDS_UNTIL_THEN = 60

_TROUBLES = {400: BAD_REQUEST, 403: FORBIDDEN, 404: NOT_FOUND, 405: NOT_FOUND, 413: TOO_LARGE}


class RowIdConverter(IntegerConverter):
    """`<int:…>` in an address: a number that no row can have is an address that does not exist."""

    def __init__(self, url_map: Map) -> None:
        super().__init__(url_map, max=LARGEST_ID)


def error_page(status: int, trouble: Trouble, *, because: Sentence | None = None) -> tuple[str, int]:
    """The page for one trouble; `because` is what a service said and takes the place of the general words."""
    frame = answer_to(Frames).find() or STAFF
    return render_template(ERROR_TEMPLATE, **_words(frame, status, trouble, because)), status


def conflict_page(trouble: Trouble, *, because: Sentence | None = None) -> tuple[str, int]:
    """The page for what cannot be done as things stand. A button leads back to its page, which shows how they stand."""
    frame = answer_to(Frames).find() or STAFF
    words = _words(frame, 409, trouble, because)
    sent_from = local_address(here(), "/")
    if request.method == "POST" and sent_from != "/":
        words |= {"link_url": sent_from, "link_label": say(BACK_TO_THE_PAGE)}
    return render_template(ERROR_TEMPLATE, **words), 409


def failure_page(app: Flask, trouble: Trouble, status: int) -> tuple[str, int]:
    """The page for our own faults. It asks nobody who reads it: the database may be what broke."""
    frame = answer_to(Frames).find() or AT_THE_DOOR
    template = app.jinja_env.get_template(ERROR_TEMPLATE)
    words = _words(frame, status, trouble) | {"reference": request_id()}
    return template.render(reader() | appearance(), **words), status


def _failure(app: Flask, error: HTTPException, status: int) -> ResponseReturnValue:
    """What broke, or what cannot be done until the database or the disk does its part again."""
    if is_trouble(getattr(error, "original_exception", None)):
        return *failure_page(app, OUT_OF_REACH, 503), {"Retry-After": str(SECONDS_UNTIL_THEN)}
    return failure_page(app, OUR_FAULT, status)


def _words(frame: Frame, status: int, trouble: Trouble, because: Sentence | None = None) -> dict[str, str | None]:
    trouble = frame.words.get(status, trouble)
    return {
        "shell": frame.shell,
        "title": say(trouble.title),
        "what_happened": say(because or trouble.what_happened),
        "whose_fault": say(trouble.whose_fault) if trouble.whose_fault else "",
        "what_to_do": say(trouble.what_to_do),
        "link_url": url_for(frame.first_page),
        "link_label": say(frame.link_label),
    }


def hide_address(response: Response) -> Response:
    """For a page whose address is a secret: where a link on it leads, nobody learns whence one came."""
    response.headers["Referrer-Policy"] = "strict-origin"
    return response


def page_number() -> int:
    """Which page of a long list is asked for; anything but a number is the first."""
    asked = request.args.get("page", 1, type=int)
    return min(max(1, asked), LAST_PAGE)


def page_url(number: int) -> str:
    """The address of the same list at another page."""
    assert request.endpoint is not None
    kept = {name: values for name, values in request.args.lists() if name.isidentifier() and not name.startswith("_")}
    return url_for(request.endpoint, **{**kept, **(request.view_args or {}), "page": number})


def init_app(app: Flask) -> None:
    """Install error pages and what every template may call. Comes before the views."""
    app.url_map.converters["int"] = RowIdConverter
    app.add_template_global(page_url)

    @app.context_processor
    def shell() -> dict[str, object]:
        if not current_user.is_authenticated:
            return {"navigation": [], "panels": _no_panels}
        return {"navigation": panels().navigation(current_user), "panels": _panels}

    _add_error_pages(app)
    app.register_error_handler(RequestEntityTooLarge, _too_large)
    app.register_error_handler(TooManyAttempts, _too_many)
    app.register_error_handler(SecurityError, _other_host)


def _panels(place: str, subject: object, centre_id: int | None = None) -> list[Markup]:
    return panels().shown(place, subject, centre_id, current_user)


def _no_panels(place: str, subject: object, centre_id: int | None = None) -> list[Markup]:
    return []


def _too_large(error: RequestEntityTooLarge) -> ResponseReturnValue:
    """Says what would be taken, and leads back to the form."""
    frame = answer_to(Frames).find() or STAFF
    most = current_app.config["MAX_CONTENT_LENGTH"] // 1024**2
    words = _words(frame, 413, TOO_LARGE, Sentence(LARGER_THAN, {"most": most}))
    if form := local_address(here(), ""):
        words |= {"link_url": form, "link_label": say(BACK_TO_THE_FORM)}
    return render_template(ERROR_TEMPLATE, **words), 413


def _too_many(error: TooManyAttempts) -> ResponseReturnValue:
    frame = answer_to(Frames).find() or (STAFF if current_user.is_authenticated else AT_THE_DOOR)
    words = _words(frame, 429, TOO_MANY) | {"what_to_do": say(error.sentence)}
    page = render_template(ERROR_TEMPLATE, **words)
    return page, 429, {"Retry-After": str(ceil(error.wait.total_seconds()))}


def _other_host(error: SecurityError) -> ResponseReturnValue:
    """In plain text: a page has links, and nobody knows where they would lead."""
    return Response(say(OTHER_HOST), 400, mimetype="text/plain")


def _add_error_pages(app: Flask) -> None:
    @app.errorhandler(HTTPException)
    def http_error(error: HTTPException) -> ResponseReturnValue:
        status = error.code or 500
        if status < 400:
            return error.get_response()  # a redirect on its way
        if status >= 500:
            return _failure(app, error, status)
        return error_page(status, _TROUBLES.get(status, BAD_REQUEST))

    @app.errorhandler(CSRFError)
    def stale_form(error: CSRFError) -> ResponseReturnValue:
        return error_page(400, STALE_FORM)

    @app.errorhandler(NotFound)
    def not_found(error: NotFound) -> ResponseReturnValue:
        return error_page(404, NOT_FOUND, because=error.sentence)

    @app.errorhandler(Forbidden)
    def forbidden(error: Forbidden) -> ResponseReturnValue:
        return error_page(403, FORBIDDEN, because=error.sentence)

    @app.errorhandler(Refused)
    def refused(error: Refused) -> ResponseReturnValue:
        return conflict_page(REFUSED, because=error.sentence)

    @app.errorhandler(IntegrityError)
    def at_once(error: IntegrityError) -> ResponseReturnValue:
        """Services check before they write; what still breaks a constraint is two people at once."""
        db_session().rollback()
        app.logger.warning("refused by the database: %s", type(error.orig).__name__)
        return conflict_page(AT_ONCE)

    @app.errorhandler(DataError)
    @app.errorhandler(OverflowError)
    def cannot_be_held(error: Exception) -> ResponseReturnValue:
        """A number or text that no column holds, typed into an address; forms check theirs before."""
        db_session().rollback()
        app.logger.warning("not to be held by the database: %s", type(error).__name__)
        return error_page(400, BAD_REQUEST)
