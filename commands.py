"""The commands that need the whole service: `stegi serve`, `stegi work` and `stegi demo`."""

import os
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

import core.demo
import core.serve
import core.session
from app import create_app, fill_demonstration
from core import migrate
from core.checks import Finding, Verdict, check_disk, check_packages, unknown_settings
from core.commands import NOT_CURRENT, PORT, PORTS, refuse
from core.config import ROOT, Settings, SettingsError, make_folder
from core.crypto import CannotOpen
from core.dates import today, utc_now
from core.db import reason_of
from core.errors import Refused
from core.installation import is_demonstration, is_missing
from core.jobs.crew import Crew, keep_workers, told_to_stop
from core.rotation import refuse_other_keys
from core.session import command_session
from housing.services.mapping.municipalities import are_elsewhere


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=PORT, type=PORTS, show_default=True, envvar="PORT")
@click.option("--job-workers", default=2, show_default=True, type=click.IntRange(0, 64), help="Processes for jobs.")
@click.option("--demo", "demonstration", is_flag=True, help="Serve the demonstration made by `stegi demo`.")
def serve(host: str, port: int, job_workers: int, demonstration: bool) -> None:
    """Serve the pages, and do the jobs they ask for. Example: stegi serve --port 8080"""
    settings = _settings(demonstration=demonstration)
    _check_port(host, port)
    for words in (*unknown_settings(os.environ), *_not_right(check_packages(settings))):
        click.echo(f"Warning: {words}", err=True)
    address = f"http://{host}:{port}"
    doubts = _check_database(settings, demonstration=demonstration)
    for words in (*doubts, *_not_right(check_disk(settings))):
        click.echo(f"Warning: {words}", err=True)
    if demonstration:
        for account in core.demo.accounts_at(settings.instance, address):
            click.echo("  ".join(account.values()))
    click.echo(f"Stegi answers at {address}")
    core.serve.serve(lambda: create_app(settings), host, port, crew=_crew(job_workers, demonstration=demonstration))


def _not_right(findings: Iterable[Finding]) -> list[str]:
    return [finding.words for finding in findings if finding.verdict is not Verdict.RIGHT]


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


def _check_database(settings: Settings, *, demonstration: bool) -> list[str]:
    """Refuse one that cannot be worked on; gives what else is to be said of it."""
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
        elsewhere = "flats are stored in municipalities of another region: `stegi upgrade` writes them anew"
        return [elsewhere] if are_elsewhere(session) else []


@click.command()
@click.option("--if-missing", is_flag=True, help="Leave a demonstration that is there as it is.")
def demo(if_missing: bool) -> None:
    """Create the demonstration database, or create it anew. Example: stegi demo"""
    settings = _settings(demonstration=True)
    _make_folder(settings)
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


def _make_folder(settings: Settings) -> None:
    try:
        make_folder(settings.instance)
    except SettingsError as error:
        refuse(str(error), as_json=False)


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


def _settings(*, demonstration: bool) -> Settings:
    try:
        return Settings.from_environment(demonstration=demonstration)
    except SettingsError as error:
        refuse(str(error), as_json=False)
