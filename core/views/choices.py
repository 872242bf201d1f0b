"""What a reader chooses for this browser: the language, light or dark."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from core.addresses import local_address
from core.auth.access import public
from core.i18n import choose_language
from core.theme import choose_theme
from core.views.blueprint import bp


@bp.post("/language")
@public
def set_language() -> ResponseReturnValue:
    if not choose_language(request.form.get("language", "")):
        abort(400)
    return redirect(_back())


@bp.post("/theme")
@public
def set_theme() -> ResponseReturnValue:
    response = redirect(_back())
    if not choose_theme(response, request.form.get("theme", "")):
        abort(400)
    return response


def _back() -> str:
    """Whence the choice was made."""
    return local_address(request.form.get("next", ""), url_for("core.home"))
