"""The front door: brings settings, database, sign-in, pages, ports and panels of every package together.

The demonstration is put together here too, from every package's part of it.
"""

from collections.abc import Mapping, Sequence
from datetime import date, datetime

from flask import Flask
from flask_wtf import CSRFProtect
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

import core.auth.setup
import core.checks
import core.demo
import core.events
import core.headers
import core.logs
import core.long_lived
import core.page_language
import core.pages
import core.parts
import core.session
import core.shown_again
import core.templates
import core.theme
import core.views
import core.views.audit_panels
import core.views.panels
import housing.demo
import housing.demo.dealings
import housing.demo.doubles
import housing.demo.landlords
import housing.demo.lines
import housing.demo.many
import housing.demo.past
import housing.demo.photos
import housing.demo.rulings
import housing.demo.searches
import housing.demo.shortlists
import housing.demo.stories
import housing.demo.talks
import housing.demo.viewings
import housing.panels
import housing.services.mapping.municipalities
import housing.views
import maps.demo
import maps.panels
import maps.views
import people.demo
import people.demo.doubles
import people.demo.hand_overs
import people.demo.lives
import people.demo.many
import people.demo.means
import people.demo.places
import people.panels
import people.views
import portal.demo
import portal.panels
import portal.views
import subsidies.demo
import subsidies.demo.many
import subsidies.demo.schemes
import subsidies.panels
import subsidies.views
from core.auth.events import AccountClosed
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import ROOT, Settings
from core.dates import add_months, first_of_month
from core.documents.files import FileStore
from core.events import Handler
from core.messages import Transports
from core.own_address import trusted_hosts
from core.pages import Frames
from core.panels import Panels
from core.ports import Cases, answer_to
from core.requests import ReadableRequest
from core.sealed import install_keys
from housing.events import AdvertsClosed, HomeLet, LeaseEnded, RentCorrected
from housing.ports import SubsidyEstimates
from housing.services.households.needs import take_needs_over
from housing.services.households.next_steps import HousingSteps
from housing.services.offers.lines import leave_lines, leave_lines_elsewhere
from housing.services.offers.offers import refuse_live_offer
from housing.services.search.saved_searches import forget_searches
from housing.services.viewings.called_off import call_off_gone, call_off_let
from housing.services.viewings.viewing_guests import release_exited
from maps.answers import geocoder
from maps.checks import check_region, check_tiles
from maps.geocoding import Geocoder
from maps.travel import TravelTimes
from maps.travel_answers import travel_times
from people.events import (
    CentreChanged,
    HouseholdCorrected,
    HouseholdExited,
    HouseholdsMerged,
    MemberCorrected,
    MemberJoined,
    MemberLeft,
    SupportDeclared,
)
from people.ports import NextSteps
from people.services.officers import HouseholdCases
from portal.views.errors import HouseholdFrames
from subsidies.models import SubsidyAward
from subsidies.services.estimates import SchemeEstimates
from subsidies.services.reviews import note_change, note_exit, note_household, note_lease_end, note_rent, note_support

UPLOAD_LIMIT = 16 * 1024 * 1024  # bytes of one request

BLUEPRINTS = (core.views.bp, maps.views.bp, people.views.bp, housing.views.bp, subsidies.views.bp, portal.views.bp)
PANELS = (
    core.views.panels.register,
    maps.panels.register,
    people.panels.register,
    housing.panels.register,
    subsidies.panels.register,
    portal.panels.register,
    core.views.audit_panels.register,
)

# `stegi check` looks at installations of which no application can be made.
core.checks.register([check_tiles], of_stored=[check_region])

HANDLERS: Mapping[type, Sequence[Handler]] = {
    AccountClosed: [forget_searches],
    AdvertsClosed: [call_off_gone],
    CentreChanged: [leave_lines_elsewhere],
    HomeLet: [call_off_let],
    HouseholdExited: [refuse_live_offer, leave_lines, release_exited, note_exit],
    HouseholdsMerged: [take_needs_over],
    HouseholdCorrected: [note_household],
    LeaseEnded: [note_lease_end],
    RentCorrected: [note_rent],
    SupportDeclared: [note_support],
    **dict.fromkeys((MemberJoined, MemberLeft, MemberCorrected), [note_change]),
}
core.events.register(HANDLERS)  # also of what commands do, which need no application


def create_app(settings: Settings | None = None) -> Flask:
    """The whole service as a WSGI application; without settings they come from the environment."""
    configured = settings or Settings.from_environment()
    install_keys(configured.data_keys)
    app = Flask("stegi", root_path=str(ROOT))
    app.request_class = ReadableRequest
    core.templates.init_app(app)
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
    core.page_language.init_app(app)
    core.theme.init_app(app)
    CSRFProtect(app)
    core.auth.setup.init_app(app)
    core.headers.init_app(app)
    core.long_lived.init_app(app)
    core.pages.init_app(app)
    core.shown_again.init_app(app)
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
        TravelTimes: travel_times(sessions, settings.routing_kind, settings.routing_url),
    }
    core.events.register(HANDLERS)
    app.extensions["stegi.panels"] = panels = Panels()
    for register in PANELS:
        register(panels)


def fill_demonstration(session: Session, on: date, at: datetime, *, whole: bool = False) -> list[dict[str, str]]:
    """Every package's part of the demonstration, bottom up; returns how to sign in.

    Without `whole` it is the small core that tests start from: something of every kind.
    """
    accounts = core.demo.create(session, at)
    officer, finance, approver, _ = (core.demo.staff(session, role, at) for role in StaffRole)
    subsidies.demo.schemes.create_schemes(session, finance, on, at)
    families = people.demo.create_households(session, officer, on, at)
    people.demo.places.create_places(session, families[0], officer, at)
    people.demo.means.create_means(session, families[3], officer, on, at)
    people.demo.create_enterprises(session, officer, at)
    people.demo.create_documents(session, families[0], answer_to(FileStore), officer, at)
    maps.demo.create_places(session, officer, at)
    housing.demo.searches.create_searches(session, officer, at)
    flats = housing.demo.create_listings(session, officer, at)
    housing.demo.photos.create_photos(session, flats[:1], answer_to(FileStore), officer, at)
    housing.demo.landlords.set_kinds(session, flats, officer, at)
    housing.demo.landlords.create_stories(session, flats, officer, at)
    housing.demo.create_needs(session, families, officer, on, at)
    if whole:
        colleague, account = core.demo.add_colleague(session, at)
        accounts.append(account)
        late = _fill_past(session, on, officer, colleague, finance, approver, at)
    lease = housing.demo.create_lease(session, families[3], flats[2], _last_month(on), officer, at)
    subsidies.demo.create_award(session, lease, finance, approver, at)
    housing.demo.talks.create_talks(session, flats, lease, officer, at)
    housing.demo.send_files(session, officer, at)
    housing.demo.shortlists.create_shortlist(session, families[0], flats, officer, at)
    housing.demo.create_offer(session, families[0], flats[0], SchemeEstimates(), officer, on, at)
    housing.demo.lines.create_line(session, flats[0], [families[1], families[5]], officer, on, at)
    housing.demo.viewings.create_viewings(session, families, flats, officer, on)
    housing.demo.dealings.create_dealings(session, families, flats, officer, on, at)
    if whole:
        housing.demo.rulings.create_rulings(session, families[0].centre, SchemeEstimates(), officer, on, at)
        subsidies.demo.many.create_present_runs(session, late, on, finance, approver, at)
        people.demo.hand_overs.hand_centre_over(session, officer, colleague, on)
    housing.demo.doubles.create_doubles(session, officer, at)
    people.demo.doubles.create_doubles(session, families[3], officer, on, at)
    return accounts + portal.demo.create_links(session, [families[0], families[3]], at)


def _fill_past(
    session: Session, on: date, officer: User, colleague: User, finance: User, approver: User, at: datetime
) -> list[SubsidyAward]:
    """Fifty-four more families, a hundred and thirty more flats, and what became of them until today."""
    subsidies.demo.schemes.create_past_proposals(session, finance, approver, on)
    begun_at = core.demo.office_hours(add_months(on, -9))
    families = people.demo.create_households(session, officer, on, begun_at, people.demo.many.many_families())
    flats = housing.demo.many.create_listings(session, officer, at)
    housing.demo.landlords.set_kinds(session, flats, officer, at)
    housing.demo.many.create_needs(session, families, officer, on)
    housing.demo.talks.create_refusals(session, flats, officer, on)
    stage = housing.demo.stories.Stage(session, officer, SchemeEstimates(), on, flats)
    housed = [family for family in families if family.account][:36:2]
    housing.demo.past.create_past(stage, [family for family in families if family not in housed])
    leases = housing.demo.stories.create_leases(stage, housed)
    housing.demo.stories.create_offers(stage, families[1::3], at)
    people.demo.let_leave(session, families[2], officer, on, at)
    people.demo.lives.create_lives(session, families, officer, colleague, on, at)
    late = subsidies.demo.many.create_awards(session, leases, finance, approver, at)
    subsidies.demo.many.create_past_runs(session, on, finance, approver)
    return late


def _last_month(on: date) -> date:
    """The tenth of last month: far enough back for a month to be paid, whatever today is."""
    return add_months(first_of_month(on), -1).replace(day=10)
