"""The language switch."""

from urllib.parse import urlsplit

from flask import abort, redirect, request, url_for
from flask.typing import ResponseReturnValue

from core.auth.access import public
from core.i18n import choose_language
from core.views.blueprint import bp


@bp.post("/language")
@public
def set_language() -> ResponseReturnValue:
    if not choose_language(request.form.get("language", "")):
        abort(400)
    return redirect(_local_address(request.form.get("next", "")))


def _local_address(address: str) -> str:
    """The address when it lies within this service, else the home page."""
    parts = urlsplit(address)
    is_local = not parts.scheme and not parts.netloc and address.startswith("/") and "\\" not in address
    return address if is_local else url_for("core.home")
