"""What a reader chooses for this browser: the language, light or dark."""

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue
from werkzeug.wrappers import Response

from core.addresses import local_address
from core.auth.access import public
from core.i18n import choose_language
from core.theme import choose_theme
from core.views.blueprint import bp


@bp.post("/language")
@public
def set_language() -> ResponseReturnValue:
    if not choose_language(request.values.get("language", "")):
        abort(400)
    return _back()


@bp.post("/theme")
@public
def set_theme() -> ResponseReturnValue:
    response = _back()
    if not choose_theme(response, request.values.get("theme", "")):
        abort(400)
    return response


def _back() -> Response:
    """Whence the choice was made; where something was typed, `typed` names the page that shows it again, sent along.

    Then the address says what was chosen too: the form's own fields may be called so.
    """
    home = url_for("core.home")
    if "typed" in request.args:
        return redirect(local_address(request.args["typed"], home), 307)
    return redirect(local_address(request.form.get("next", ""), home))
