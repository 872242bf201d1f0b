"""Light or dark: chosen in the header, kept in this browser, also when another person signs in at it.

A cookie holds it, not the account: the same person may sit at a bright desk and read in a dark room. The page is sent
with its theme; only "as my device" is settled in the browser, by static/js/theme.js.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

from flask import Flask, request
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from core.session import settings

DEVICE = "device"
NAMES: Mapping[str, str] = {"light": _l("Light"), "dark": _l("Dark"), DEVICE: _l("As my device")}
_COOKIE = "theme"
_KEPT_FOR = timedelta(days=400)  # the longest that browsers keep a cookie


@dataclass(frozen=True, slots=True)
class ThemeChoice:
    """One entry of the theme switch."""

    code: str
    name: str
    is_current: bool


def theme() -> str:
    """The theme of this browser; as the device says until one is chosen."""
    chosen = request.cookies.get(settings().cookie_name(_COOKIE), DEVICE)
    return chosen if chosen in NAMES else DEVICE


def choose_theme(response: Response, code: str) -> bool:
    """Let the browser keep the theme; False when there is no such."""
    if code not in NAMES:
        return False
    name, https = settings().cookie_name(_COOKIE), settings().https
    response.set_cookie(name, code, max_age=_KEPT_FOR, secure=https, httponly=True, samesite="Lax")
    return True


def appearance() -> dict[str, object]:
    """What every template knows of the theme."""
    current = theme()
    return {"theme": current, "themes": [ThemeChoice(code, name, code == current) for code, name in NAMES.items()]}


def init_app(app: Flask) -> None:
    """Tell every template."""
    app.context_processor(appearance)
