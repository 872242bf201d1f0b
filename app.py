"""The front door: brings settings, database, sign-in, pages, ports and panels of every package together."""

from flask import Flask
from flask_wtf import CSRFProtect
from werkzeug.middleware.proxy_fix import ProxyFix

import core.auth.setup
import core.events
import core.headers
import core.i18n
import core.logs
import core.pages
import core.parts
import core.session
import core.theme
import core.views
import core.views.audit_panels
import core.views.panels
import housing.panels
import housing.views
import maps.models  # noqa: F401  (rows that no blueprint brings along)
import people.panels
import people.views
import portal.panels
import portal.views
import subsidies.panels
import subsidies.views
from core.config import ROOT, Settings
from core.documents.files import FileStore
from core.messages import Transports
from core.own_address import trusted_hosts
from core.pages import Frames
from core.panels import Panels
from core.ports import Cases
from core.sealed import install_keys
from housing.ports import SubsidyEstimates
from housing.services.next_steps import HousingSteps
from maps.answers import geocoder
from maps.geocoding import Geocoder
from people.events import MemberCorrected, MemberJoined, MemberLeft
from people.ports import NextSteps
from people.services.officers import HouseholdCases
from portal.views.errors import HouseholdFrames
from subsidies.services.estimates import SchemeEstimates
from subsidies.services.reviews import note_change

UPLOAD_LIMIT = 16 * 1024 * 1024  # bytes of one request

BLUEPRINTS = (core.views.bp, people.views.bp, housing.views.bp, subsidies.views.bp, portal.views.bp)
PANELS = (
    core.views.panels.register,
    people.panels.register,
    housing.panels.register,
    subsidies.panels.register,
    portal.panels.register,
    core.views.audit_panels.register,
)

HANDLERS = {MemberJoined: [note_change], MemberLeft: [note_change], MemberCorrected: [note_change]}


def create_app(settings: Settings | None = None) -> Flask:
    """The whole service as a WSGI application; without settings they come from the environment."""
    configured = settings or Settings.from_environment()
    install_keys(configured.data_keys)
    app = Flask("stegi", root_path=str(ROOT))
    core.logs.init_app(app)
    app.secret_key = configured.secret_key
    app.extensions["stegi.settings"] = configured
    app.config.update(
        MAX_CONTENT_LENGTH=UPLOAD_LIMIT,
        SESSION_COOKIE_NAME=configured.cookie_name("session"),
        SESSION_COOKIE_SECURE=configured.https,
        SESSION_COOKIE_SAMESITE="Lax",
        TRUSTED_HOSTS=trusted_hosts(configured),
        WTF_CSRF_TIME_LIMIT=None,  # as long as the session
    )
    if configured.proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=configured.proxies, x_proto=configured.proxies)  # type: ignore[method-assign]
    core.session.init_app(app, configured.database_url)
    core.i18n.init_app(app)
    core.theme.init_app(app)
    CSRFProtect(app)
    core.auth.setup.init_app(app)
    core.headers.init_app(app)
    core.pages.init_app(app)
    core.parts.init_app(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    _introduce(app, configured)
    return app


def _introduce(app: Flask, settings: Settings) -> None:
    """Bring the packages together: who answers whose question, who shows what on whose page."""
    with app.app_context():
        sessions = core.session.database.sessionmaker
    app.extensions["stegi.ports"] = {
        FileStore: FileStore.of(settings),
        Cases: HouseholdCases(),
        Transports: Transports.of(settings),
        Frames: HouseholdFrames(),
        Geocoder: geocoder(sessions, settings.geocoder_url),
        NextSteps: HousingSteps(),
        SubsidyEstimates: SchemeEstimates(),
    }
    core.events.register(HANDLERS)
    app.extensions["stegi.panels"] = panels = Panels()
    for register in PANELS:
        register(panels)
