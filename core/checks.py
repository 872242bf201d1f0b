"""What an installation stands on, each looked at by itself: what is right, what needs a person, and what is wrong."""

import os
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime, timedelta
from difflib import get_close_matches
from enum import StrEnum
from secrets import token_hex
from urllib.error import HTTPError, URLError
from urllib.request import urlopen

from sqlalchemy import Connection, create_engine, func, or_, select
from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from core import migrate
from core.audit.models import AuditEvent
from core.config import NAMES, Settings
from core.dates import APART
from core.db import READ_ONLY, prepare_engine, reason_of
from core.documents.files import FileStore
from core.errors import Refused
from core.installation import is_missing
from core.jobs.models import LIVE, Job
from core.rotation import count_by_key, refuse_other_keys
from core.sealed import install_keys, keys

GIB = 1024**3
SECONDS_FOR_AN_ANSWER = 5
LONGEST_WAIT = timedelta(minutes=15)  # of a job that is due


class Verdict(StrEnum):
    """How one thing stands."""

    RIGHT = "right"
    NEEDS_A_PERSON = "needs-a-person"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that was looked at. Never holds a key, a password or anybody's data."""

    what: str
    verdict: Verdict
    words: str


Check = Callable[[Settings], Iterator[Finding]]
StoredCheck = Callable[[Connection], Iterator[Finding]]

_of_packages: Sequence[Check] = ()
_of_stored: Sequence[StoredCheck] = ()


def register(checks: Sequence[Check], of_stored: Sequence[StoredCheck] = ()) -> None:
    """What higher packages look at, and what of it stands in the database. Takes the place of what was registered."""
    global _of_packages, _of_stored
    _of_packages, _of_stored = tuple(checks), tuple(of_stored)


def unknown_settings(environ: Mapping[str, str]) -> Iterator[str]:
    """What to say of each name that looks like a setting and is none."""
    for name in sorted(name for name in environ if name.startswith("STEGI_") and name not in NAMES):
        close = get_close_matches(name, NAMES, n=1)
        yield f"{name} is no setting" + (f"; {close[0]} is meant?" if close else "")


def check_settings(environ: Mapping[str, str], settings: Settings) -> Iterator[Finding]:
    """Names that nobody reads, and what is allowed but weak."""
    for words in unknown_settings(environ):
        yield Finding("settings", Verdict.NEEDS_A_PERSON, words)
    if not settings.https and not settings.demonstration:
        yield Finding("settings", Verdict.NEEDS_A_PERSON, "cookies are sent without https (STEGI_INSECURE_HTTP)")
    if settings.address is None and not settings.demonstration:
        words = "STEGI_ADDRESS is not set: only browsers on this machine are answered"
        yield Finding("settings", Verdict.NEEDS_A_PERSON, words)
    if not settings.demonstration:
        yield from _check_left_out(settings)
    yield Finding("settings", Verdict.RIGHT, "read")


def _check_left_out(settings: Settings) -> Iterator[Finding]:
    """What an office needs sooner or later; until then everything else works."""
    if not settings.debtor_name or not settings.debtor_iban:
        words = "STEGI_DEBTOR_NAME and STEGI_DEBTOR_IBAN are not both set: no payment run can be approved"
        yield Finding("debtor", Verdict.NEEDS_A_PERSON, words)
    if settings.smtp_url is None:
        words = "STEGI_SMTP_URL is not set: no e-mail leaves, and links are shown to whoever makes them"
        yield Finding("mail", Verdict.NEEDS_A_PERSON, words)


def check_database(environ: Mapping[str, str], settings: Settings, at: datetime) -> Iterator[Finding]:
    """The database, its migrations, the keys of what is in it, and whether its jobs are done."""
    try:
        if is_missing(settings.database_url):
            named = "STEGI_DATABASE_URL names a file that is not there"
            default = f"STEGI_DATABASE_URL is not set, and there is no stegi.sqlite in {settings.instance}"
            words = named if environ.get("STEGI_DATABASE_URL") else default
            yield Finding("database", Verdict.WRONG, f"{words}: `stegi init` begins an installation")
            return
        engine = create_engine(settings.database_url, hide_parameters=True)
        prepare_engine(engine)
        with closing(engine.execution_options(**{READ_ONLY: True}).connect()) as connection:
            yield from _check_opened(connection, settings, at)
        engine.dispose()
    except SQLAlchemyError as error:  # the words of another kind of error may repeat the address, password and all
        reason = reason_of(error) if isinstance(error, DBAPIError) else "STEGI_DATABASE_URL is no address of a database"
        yield Finding("database", Verdict.WRONG, f"does not answer: {reason}")


def _check_opened(connection: Connection, settings: Settings, at: datetime) -> Iterator[Finding]:
    version = ".".join(map(str, connection.dialect.server_version_info or ()))
    yield Finding("database", Verdict.RIGHT, f"{connection.dialect.name} {version} answers")
    if not migrate.is_current(connection.engine):
        applied = migrate.revision_of(connection)
        words = f"the database is of another version (applied: {applied})"
        begin = "nothing is in the database yet: `stegi init` begins an installation"
        yield Finding("migrations", Verdict.WRONG, words if applied else begin)
        return
    yield Finding("migrations", Verdict.RIGHT, "all applied")
    install_keys(settings.data_keys)
    yield _check_keys(connection)
    yield _check_jobs(connection, at)
    yield _check_clock(connection, at)
    for check in _of_stored:
        yield from check(connection)


def _check_keys(connection: Connection) -> Finding:
    try:
        refuse_other_keys(connection)
    except Refused as refusal:
        return Finding("keys", Verdict.WRONG, str(refusal))
    counted = count_by_key(connection)
    older = sum(values for number, values in counted.items() if number != keys().current)
    if older:
        words = f"{older} values are under an older key: `stegi keys rotate`"
        return Finding("keys", Verdict.NEEDS_A_PERSON, words)
    return Finding("keys", Verdict.RIGHT, f"open what is stored; {sum(counted.values())} values under the newest")


def _check_jobs(connection: Connection, at: datetime) -> Finding:
    waiting = select(func.count()).select_from(Job)
    long_ago = at - LONGEST_WAIT
    nobody_at_it = or_(Job.leased_until.is_(None), Job.leased_until < long_ago)
    late = waiting.where(Job.status.in_(LIVE), Job.due_at < long_ago, nobody_at_it)
    if number := connection.scalar(late):
        words = f"{number} wait for more than 15 minutes: is `stegi serve` running?"
        return Finding("jobs", Verdict.NEEDS_A_PERSON, words)
    return Finding("jobs", Verdict.RIGHT, "none waits long")


def _check_clock(connection: Connection, at: datetime) -> Finding:
    """Whether the last step lies in the future: then the clock is behind, or it was ahead when that was written."""
    last = connection.scalar(select(AuditEvent.at).order_by(AuditEvent.id.desc()).limit(1))
    if last is not None and last > at + APART:
        words = f"the last step was written at {last:%Y-%m-%d %H:%M} UTC, now it is {at:%Y-%m-%d %H:%M}: one is wrong"
        return Finding("clock", Verdict.NEEDS_A_PERSON, words)
    return Finding("clock", Verdict.RIGHT, "not behind the last step")


def check_disk(settings: Settings) -> Iterator[Finding]:
    """Room for what the service writes."""
    if not os.access(settings.instance, os.W_OK):
        yield Finding("disk", Verdict.WRONG, f"{settings.instance} is not there or cannot be written to")
        return
    free = shutil.disk_usage(settings.instance).free / GIB
    verdict = Verdict.RIGHT if free >= 1 else Verdict.NEEDS_A_PERSON
    yield Finding("disk", verdict, f"{free:.1f} GiB free for {settings.instance}")


def check_documents(settings: Settings) -> Iterator[Finding]:
    """A file goes into the store, comes back and goes away."""
    address = token_hex(16)
    try:
        store = FileStore.of(settings)
        store.write(address, b"stegi check")
        came_back = store.read(address) == b"stegi check"
        store.delete(address)
    except Exception as error:  # each kind of store has failures of its own
        yield Finding("documents", Verdict.WRONG, f"the store does not answer: {type(error).__name__}")
        return
    yield Finding("documents", Verdict.RIGHT if came_back else Verdict.WRONG, "a file came and went")


def check_geocoder(settings: Settings) -> Iterator[Finding]:
    """Whether somebody answers there; without a geocoder there is nothing to ask."""
    none = "none: stored answers and the bundled list of places"
    yield _check_service("geocoder", settings.geocoder_url, none, "addresses wait until it does")


def check_routing(settings: Settings) -> Iterator[Finding]:
    """The same of the service that knows ways."""
    none = "none: distances as the crow flies alone"
    yield _check_service("routing", settings.routing_url, none, "until it does, only distances as the crow flies")


def _check_service(what: str, url: str | None, none: str, meanwhile: str) -> Finding:
    if url is None:
        return Finding(what, Verdict.RIGHT, none)
    try:
        with urlopen(url, timeout=SECONDS_FOR_AN_ANSWER):  # the scheme was checked with the settings
            pass
    except HTTPError:
        pass  # an answer all the same
    except (URLError, OSError, ValueError):
        return Finding(what, Verdict.NEEDS_A_PERSON, f"does not answer; {meanwhile}")
    return Finding(what, Verdict.RIGHT, "answers")


def check_all(environ: Mapping[str, str], settings: Settings, at: datetime) -> Iterator[Finding]:
    """Everything, in the order in which one rests on the other."""
    yield from check_settings(environ, settings)
    yield from check_database(environ, settings, at)
    of_settings: tuple[Check, ...] = (check_disk, check_documents, check_geocoder, check_routing)
    for check in of_settings:
        yield from check(settings)
    yield from check_packages(settings)


def check_packages(settings: Settings) -> Iterator[Finding]:
    """What higher packages look at: quick, so that the service says it too when it starts."""
    for check in _of_packages:
        yield from check(settings)
