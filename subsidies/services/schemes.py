"""Stored versions of schemes: the whole text with its hash, never changed. Awards name the version they rest on."""

from datetime import date, datetime
from functools import cache
from hashlib import sha256

from sqlalchemy import func, select, tuple_
from sqlalchemy.orm import Session

from core.audit import record
from core.errors import Refused
from core.text import N_, Sentence
from subsidies.models import SchemeVersion
from subsidies.rules.scheme import Scheme, SchemeStatus
from subsidies.rules.scheme_file import read_scheme, shipped_text

DEMONSTRATION = "demonstration"


def store_shipped(session: Session, key: str, *, at: datetime, demonstration: bool = False) -> SchemeVersion:
    """Version 1 of a scheme that comes with the service; what is stored already stays as it is."""
    if key == DEMONSTRATION and not demonstration:
        raise Refused(Sentence(N_("The demonstration scheme is no programme's: it is for demonstrations only.")))
    stored = session.scalar(select(SchemeVersion).where(SchemeVersion.key == key, SchemeVersion.version == 1))
    if stored is not None:
        return stored
    text = shipped_text(key)
    version = SchemeVersion(key=key, version=1, text=text, sha256=sha256(text.encode()).hexdigest(), stored_at=at)
    session.add(version)
    record(session, "store-scheme", version, actor=None)
    return version


def load_scheme(version: SchemeVersion) -> Scheme:
    """The scheme as rules use it."""
    return _read(version.text, f"{version.key}.toml")


def list_newest_versions(session: Session) -> list[SchemeVersion]:
    """The newest version of each scheme, by key."""
    newest = select(SchemeVersion.key, func.max(SchemeVersion.version)).group_by(SchemeVersion.key)
    query = select(SchemeVersion).where(tuple_(SchemeVersion.key, SchemeVersion.version).in_(newest))
    return list(session.scalars(query.order_by(SchemeVersion.key)))


def find_awarding_version(session: Session, on: date) -> SchemeVersion | None:
    """The version by which awards are decided on a day: of the active schemes open then, the first by key."""
    return next((v for v in list_newest_versions(session) if _awards_on(load_scheme(v), on)), None)


def get_awarding_version(session: Session, on: date) -> SchemeVersion:
    """As `find_awarding_version`; without one nothing can be awarded."""
    version = find_awarding_version(session, on)
    if version is None:
        raise Refused(Sentence(N_("No scheme takes decisions on %(day)s: nothing can be awarded."), {"day": on}))
    return version


def _awards_on(scheme: Scheme, on: date) -> bool:
    is_open = scheme.opens_on is None or scheme.opens_on <= on
    is_closed = scheme.closes_on is not None and scheme.closes_on <= on
    return scheme.status is SchemeStatus.ACTIVE and is_open and not is_closed


@cache
def _read(text: str, file: str) -> Scheme:
    return read_scheme(text, file)
