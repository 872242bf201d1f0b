"""The front door: the only module that knows every package.

`create_app()` brings settings, database, sign-in, pages, ports and panels together; `main()` is the command line.
"""

import click
from flask import Flask
from flask_wtf import CSRFProtect

import core.auth.access
import core.auth.setup
import core.i18n
import core.installation
import core.pages
import core.session
import core.views
import subsidies.models  # noqa: F401
from core.config import Settings
from core.panels import Panels

UPLOAD_LIMIT = 16 * 1024 * 1024  # bytes of one request

BLUEPRINTS = (core.views.bp,)


def create_app(settings: Settings | None = None) -> Flask:
    """The whole service as a WSGI application; without settings they come from the environment."""
    configured = settings or Settings.from_environment()
    app = Flask("stegi", root_path=str(core.config.ROOT))
    app.secret_key = configured.secret_key
    app.extensions["stegi.settings"] = configured
    app.extensions["stegi.panels"] = Panels()
    app.extensions["stegi.ports"] = {}
    app.config.update(
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        SESSION_COOKIE_SECURE=configured.https,
        SESSION_COOKIE_SAMESITE="Lax",
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
    )
    core.session.init_app(app, configured.database_url)
    core.i18n.init_app(app)
    CSRFProtect(app)
    core.auth.setup.init_app(app)
    core.auth.access.init_app(app)
    core.pages.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    return app


@click.group()
def main() -> None:
    """Stegi: housing search and rental subsidies."""
