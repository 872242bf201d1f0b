"""A page that answers a form, shown again in another language or appearance: the form is sent along as it stands, and
nothing is carried out, although what was refused might succeed by now.
"""

from urllib.parse import urlsplit

from flask import Flask, g, has_request_context, request

ONLY_SHOWN = "only-shown"  # the name of the buttons that ask for it; no field is called so
_USUAL_ID = "typed"


def is_only_shown() -> bool:
    """Whether what was sent is to be shown, and not to be done."""
    return request.method == "POST" and ONLY_SHOWN in request.form


def note_sent() -> None:
    """A form reads what was sent, so that its page can be shown again."""
    if has_request_context():
        g.form_was_sent = True


def typed_id(url: str, own_id: str | None = None) -> str | None:
    """The id of a form that leads to `url`: one that has none of its own gets one if the page answers it."""
    is_answered = request.method == "POST" and "form_was_sent" in g and urlsplit(url).path in ("", request.path)
    if not is_answered or "typed_id" in g:  # of several that lead there the first one is sent along
        return own_id
    g.typed_id = own_id or _USUAL_ID
    return str(g.typed_id)


def sent_along() -> dict[str, str] | None:
    """As a page with much to type sets `typed_in`; asked when all forms of the page have their ids."""
    return {"form": g.typed_id, "address": request.full_path.rstrip("?")} if "typed_id" in g else None


def init_app(app: Flask) -> None:
    """Let the shells' macros ask."""
    app.jinja_env.globals.update(ONLY_SHOWN=ONLY_SHOWN, sent_along=sent_along, typed_id=typed_id)
