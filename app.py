"""The front door: the only module that knows every package.

`create_app()` brings settings, database, sign-in, pages, ports and panels together; `stegi serve`, `stegi work` and
`stegi demo` stand beside it. The command line itself is in cli.py.
"""

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial

import click
from flask import Flask
from flask_wtf import CSRFProtect
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session
from werkzeug.middleware.proxy_fix import ProxyFix

import core.auth.setup
import core.demo
import core.events
import core.headers
import core.i18n
import core.logs
import core.pages
import core.parts
import core.serve
import core.session
import core.theme
import core.views
import core.views.audit_panels
import core.views.panels
import housing.demo
import housing.demo.many
import housing.demo.stories
import housing.panels
import housing.views
import maps.models  # noqa: F401  (rows that no blueprint brings along)
import people.demo
import people.demo.many
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
from core import migrate
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.checks import unknown_settings
from core.commands import NOT_CURRENT, PORT, PORTS, refuse
from core.config import ROOT, Settings, SettingsError
from core.crypto import CannotOpen
from core.dates import add_months, first_of_month, today, utc_now
from core.db import reason_of
from core.documents.files import FileStore
from core.errors import Refused
from core.installation import is_demonstration, is_missing
from core.jobs.crew import Crew, keep_workers, told_to_stop
from core.messages import Transports
from core.own_address import trusted_hosts
from core.pages import Frames
from core.panels import Panels
from core.ports import Cases, answer_to
from core.rotation import refuse_other_keys
from core.sealed import install_keys
from core.session import command_session
from housing.ports import SubsidyEstimates
from housing.services.next_steps import HousingSteps
from maps.answers import geocoder
from maps.geocoding import Geocoder
from people.events import MemberCorrected, MemberJoined, MemberLeft
from people.ports import NextSteps
from people.services.officers import HouseholdCases
from portal.views.errors import HouseholdFrames
from subsidies.models import SubsidyAward
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


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=PORT, type=PORTS, show_default=True, envvar="PORT")
@click.option("--job-workers", default=2, show_default=True, type=click.IntRange(0, 64), help="Processes for jobs.")
@click.option("--demo", "demonstration", is_flag=True, help="Serve the demonstration made by `stegi demo`.")
def serve(host: str, port: int, job_workers: int, demonstration: bool) -> None:
    """Serve the pages, and do the jobs they ask for. Example: stegi serve --port 8080"""
    settings = _settings(demonstration=demonstration)
    _check_port(host, port)
    for words in unknown_settings(os.environ):
        click.echo(f"Warning: {words}", err=True)
    address = f"http://{host}:{port}"
    _check_database(settings, demonstration=demonstration)
    if demonstration:
        for account in core.demo.accounts_at(settings.instance, address):
            click.echo("  ".join(account.values()))
    click.echo(f"Stegi answers at {address}")
    core.serve.serve(lambda: create_app(settings), host, port, crew=_crew(job_workers, demonstration=demonstration))


def _crew(count: int, *, demonstration: bool) -> Crew | None:
    """The workers beside the server, by a command like any other."""
    command = [sys.executable, str(ROOT / "cli.py"), "work", f"--crew={count}", *(["--demo"] if demonstration else [])]
    return Crew(command) if count else None


@click.command()
@click.option("--until-idle", is_flag=True, help="End when no job is due.")
@click.option("--demo", "demonstration", is_flag=True, help="Work on the demonstration made by `stegi demo`.")
@click.option("--crew", type=int, hidden=True)  # how `stegi serve` begins its workers
def work(until_idle: bool, demonstration: bool, crew: int | None) -> None:
    """Do jobs in this process, beside those of `stegi serve` or instead. Example: stegi work --until-idle"""
    settings = _settings(demonstration=demonstration)
    _check_database(settings, demonstration=demonstration)
    do_jobs = partial(core.serve.do_jobs, lambda: create_app(settings))
    if crew:
        keep_workers(do_jobs, crew)
    else:
        do_jobs(told_to_stop(), until_idle=until_idle)


def _check_port(host: str, port: int) -> None:
    try:
        core.serve.refuse_used_port(host, port)
    except OSError as error:
        why = (error.strerror or type(error).__name__).partition(" (")[0]  # Python adds the address
        refuse(f"Nothing can answer at {host}:{port}: {why}. Name another port by --port or PORT.", as_json=False)


def _check_database(settings: Settings, *, demonstration: bool) -> None:
    if is_missing(settings.database_url) and not demonstration:
        refuse(str(NOT_CURRENT), as_json=False)
    with _opened_database(settings) as session:
        if demonstration and not _find_demonstration(session, settings):
            refuse("There is no demonstration here yet: make it by `stegi demo`.", as_json=False)
        if is_demonstration(session.connection()) and not demonstration:
            refuse("This database is a demonstration: serve it by --demo, or set STEGI_DATABASE_URL.", as_json=False)
        if not migrate.is_current(core.session.database.engine):
            refuse(str(NOT_CURRENT), as_json=False)
        refuse_other_keys(session.connection())


@click.command()
@click.option("--if-missing", is_flag=True, help="Leave a demonstration that is there as it is.")
def demo(if_missing: bool) -> None:
    """Create the demonstration database, or create it anew. Example: stegi demo"""
    settings = _settings(demonstration=True)
    settings.instance.mkdir(mode=0o700, parents=True, exist_ok=True)
    with _opened_database(settings) as session:
        is_there = _find_demonstration(session, settings)
        if not (is_there and if_missing):
            migrate.downgrade(settings.database_url, "base")
        migrate.upgrade(settings.database_url)
        if is_there and if_missing:
            refuse_other_keys(session.connection())
            return
        accounts = fill_demonstration(session, today(), utc_now(), whole=True)
    core.demo.write_accounts(settings.instance, accounts)


@contextmanager
def _opened_database(settings: Settings) -> Iterator[Session]:
    """The session of a command; a database that does not open is refused in one sentence."""
    try:
        with command_session(create_app(settings)) as session:
            session.connection()
            yield session
    except DBAPIError as error:
        refuse(f"The database cannot be opened: {reason_of(error)}", as_json=False)
    except (CannotOpen, Refused) as error:
        refuse(str(error), as_json=False)


def _find_demonstration(session: Session, settings: Settings) -> bool:
    """Whether there is one with its accounts. Refuses a database that holds anything else before it is touched."""
    core.demo.refuse_other_data(session.connection())
    is_there = is_demonstration(session.connection())
    session.rollback()
    return is_there and core.demo.read_accounts(settings.instance) is not None


def fill_demonstration(session: Session, on: date, at: datetime, *, whole: bool = False) -> list[dict[str, str]]:
    """Every package's part of the demonstration, bottom up; returns how to sign in.

    Without `whole` it is the small core that tests start from: something of every kind.
    """
    accounts = core.demo.create(session, at)
    officer, finance, approver, _ = (core.demo.staff(session, role, at) for role in StaffRole)
    subsidies.demo.schemes.create_schemes(session, finance, on, at)
    families = people.demo.create_households(session, officer, on, at)
    people.demo.create_enterprises(session, officer, at)
    people.demo.create_documents(session, families[0], answer_to(FileStore), officer, at)
    flats = housing.demo.create_listings(session, officer, at)
    housing.demo.create_needs(session, families, officer)
    if whole:
        late = _fill_past(session, on, officer, finance, approver, at)
    lease = housing.demo.create_lease(session, families[3], flats[2], _last_month(on), officer, at)
    subsidies.demo.create_award(session, lease, finance, approver, at)
    housing.demo.ask_for_import(session, officer, at)
    housing.demo.create_offer(session, families[0], flats[0], SchemeEstimates(), officer, on, at)
    if whole:
        subsidies.demo.many.create_present_runs(session, late, on, finance, approver, at)
    return accounts + portal.demo.create_links(session, [families[0], families[3]], at)


def _fill_past(
    session: Session, on: date, officer: User, finance: User, approver: User, at: datetime
) -> list[SubsidyAward]:
    """Fifty-four more families, a hundred and thirty more flats, and what became of them until today."""
    subsidies.demo.schemes.create_past_proposals(session, finance, approver, on)
    begun_at = core.demo.office_hours(add_months(on, -9))
    families = people.demo.create_households(session, officer, on, begun_at, people.demo.many.many_families())
    flats = housing.demo.many.create_listings(session, officer, at)
    housing.demo.many.create_needs(session, families, officer, on)
    stage = housing.demo.stories.Stage(session, officer, SchemeEstimates(), on, flats)
    leases = housing.demo.stories.create_leases(stage, [family for family in families if family.account][:36:2])
    housing.demo.stories.create_offers(stage, families[1::3], at)
    late = subsidies.demo.many.create_awards(session, leases, finance, approver, at)
    subsidies.demo.many.create_past_runs(session, on, finance, approver)
    return late


def _last_month(on: date) -> date:
    """The tenth of last month: far enough back for a month to be paid, whatever today is."""
    return add_months(first_of_month(on), -1).replace(day=10)


def _settings(*, demonstration: bool) -> Settings:
    try:
        return Settings.from_environment(demonstration=demonstration)
    except SettingsError as error:
        refuse(str(error), as_json=False)
