"""What a reader chooses for this browser: the language, light or dark."""

import re

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from core.auth.access import public
from core.i18n import choose_language
from core.theme import choose_theme
from core.views.blueprint import bp

# One slash, then anything but a second one, a backslash or a blank: browsers read those as another host's address.
_LOCAL = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f]*")


@bp.post("/language")
@public
def set_language() -> ResponseReturnValue:
    if not choose_language(request.form.get("language", "")):
        abort(400)
    return redirect(_local_address(request.form.get("next", "")))


@bp.post("/theme")
@public
def set_theme() -> ResponseReturnValue:
    response = redirect(_local_address(request.form.get("next", "")))
    if not choose_theme(response, request.form.get("theme", "")):
        abort(400)
    return response


def _local_address(address: str) -> str:
    """The address when it lies within this service, else the home page."""
    return address if _LOCAL.fullmatch(address) else url_for("core.home")
