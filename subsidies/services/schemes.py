"""Stored versions of schemes: the whole text with its hash, never changed. Awards name the version they rest on."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import groupby

from sqlalchemy import Select, func, select, tuple_
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.errors import NotFound, Refused
from core.provisions import lays_down
from core.text import N_, Sentence
from housing.models import Lease
from people.models import Household
from subsidies.models import SchemeVersion, SubsidyAward, VersionStatus
from subsidies.rules.scheme import Scheme, SchemeStatus
from subsidies.rules.scheme_file import read_scheme, shipped_schemes, shipped_text

DEMONSTRATION = "demonstration"
FOR_DEMONSTRATIONS = Sentence(N_("The demonstration scheme is no programme's: it is for demonstrations only."))
KEY_TAKEN = N_(
    "The scheme %(key)s that comes with the service is not laid down: here another one was proposed under its key."
)
KEPT = 64  # schemes that stay read: more than an installation works with, whatever is drafted


@dataclass(frozen=True, slots=True)
class StoredScheme:
    """A scheme with all its versions, the latest first, whatever became of them."""

    key: str
    versions: Sequence[SchemeVersion]

    @property
    def approved(self) -> SchemeVersion | None:
        """The newest approved version."""
        return next((version for version in self.versions if version.status is VersionStatus.APPROVED), None)

    @property
    def waiting(self) -> SchemeVersion | None:
        """The proposal that nobody has decided."""
        return next((version for version in self.versions if version.status is VersionStatus.PROPOSED), None)

    @property
    def shown(self) -> SchemeVersion:
        """What the scheme is: the newest approved version. Before there is one, the newest that was ever proposed."""
        return self.approved or self.versions[0]

    def total(self, counts: Mapping[int, int]) -> int:
        """What was counted by version, of all versions."""
        return sum(counts.get(version.id, 0) for version in self.versions)


_IS_APPROVED = SchemeVersion.status == VersionStatus.APPROVED


def store_shipped(session: Session, key: str, *, at: datetime, demonstration: bool = False) -> SchemeVersion:
    """Version 1 of a scheme that comes with the service; what is stored already stays as it is.

    Raises Refused where somebody proposed another scheme under the key before the service came with this one.
    """
    if key == DEMONSTRATION and not demonstration:
        raise Refused(FOR_DEMONSTRATIONS)
    stored = session.scalar(select(SchemeVersion).where(SchemeVersion.key == key, SchemeVersion.version == 1))
    if stored is not None:
        if stored.prepared_by_id is not None:
            raise Refused(Sentence(KEY_TAKEN, {"key": key}))
        return stored
    text = shipped_text(key)
    version = SchemeVersion(
        key=key, version=1, text=text, sha256=hash_of(text), status=VersionStatus.APPROVED, prepared_at=at
    )
    session.add(version)
    record(session, "store-scheme", version, actor=None)
    return version


@lays_down
def store_all_shipped(session: Session, at: datetime) -> list[Sentence]:
    """What every installation begins with, and gets when a later version of the service brings more.

    Gives what was not stored, and why.
    """
    refusals = []
    for key in sorted(shipped_schemes().keys() - {DEMONSTRATION}):
        try:
            store_shipped(session, key, at=at)
        except Refused as refusal:
            refusals.append(refusal.sentence)
    return refusals


def load_scheme(version: SchemeVersion) -> Scheme:
    """The scheme as rules use it."""
    return _read(version.text, f"{version.key}.toml")


def list_newest_versions(session: Session) -> list[SchemeVersion]:
    """The newest approved version of each scheme, by key."""
    newest = select(SchemeVersion.key, func.max(SchemeVersion.version)).where(_IS_APPROVED).group_by(SchemeVersion.key)
    query = select(SchemeVersion).where(tuple_(SchemeVersion.key, SchemeVersion.version).in_(newest))
    return list(session.scalars(query.order_by(SchemeVersion.key)))


def find_newest(session: Session, key: str) -> SchemeVersion | None:
    """The newest approved version of the scheme."""
    return session.scalar(_approved_latest_first(key).limit(1))


def find_before(session: Session, version: SchemeVersion) -> SchemeVersion | None:
    """The approved version that this one takes, took or would have taken the place of."""
    return session.scalar(_approved_latest_first(version.key).where(SchemeVersion.version < version.version).limit(1))


def get_version(session: Session, key: str, number: int) -> SchemeVersion:
    """One version, whatever became of it."""
    version = session.scalar(_with_people().where(SchemeVersion.key == key, SchemeVersion.version == number))
    if version is None:
        raise NotFound(Sentence(N_("There is no such version of a scheme.")))
    return version


def list_schemes(session: Session) -> list[StoredScheme]:
    """Every scheme of which a version was stored or proposed, by key."""
    versions = session.scalars(_with_people().order_by(SchemeVersion.key, SchemeVersion.version.desc()))
    return [StoredScheme(key, list(of_one)) for key, of_one in groupby(versions, lambda version: version.key)]


def get_scheme(session: Session, key: str) -> StoredScheme:
    """One scheme with all its versions."""
    query = _with_people().where(SchemeVersion.key == key).order_by(SchemeVersion.version.desc())
    versions = session.scalars(query).all()
    if not versions:
        raise NotFound(Sentence(N_("There is no such scheme.")))
    return StoredScheme(key, versions)


def count_awards(session: Session, actor: User) -> dict[int, int]:
    """By version, how many awards of the households this person serves rest on it."""
    query = select(SubsidyAward.scheme_version_id, func.count()).join(SubsidyAward.lease).join(Lease.household)
    seen = query.where(actor.sees(Household.centre_id)).group_by(SubsidyAward.scheme_version_id)
    return dict(session.execute(seen).all())


def list_awarding_versions(session: Session, on: date) -> list[SchemeVersion]:
    """The versions by which awards may be decided on a day, of each scheme one; what opened last comes first."""
    awarding = [version for version in list_newest_versions(session) if _awards_on(load_scheme(version), on)]
    return sorted(awarding, key=_opens_on, reverse=True)


def find_awarding_version(session: Session, on: date) -> SchemeVersion | None:
    """What to expect an award by on a day, as long as nobody decides one: of several schemes what opened last."""
    return next(iter(list_awarding_versions(session, on)), None)


def get_awarding_versions(session: Session, on: date) -> list[SchemeVersion]:
    """As `list_awarding_versions`; without any nothing can be awarded."""
    versions = list_awarding_versions(session, on)
    if not versions:
        raise Refused(Sentence(N_("No scheme takes decisions on %(day)s: nothing can be awarded."), {"day": on}))
    return versions


def hash_of(text: str) -> str:
    """By which a text is known again."""
    return sha256(text.encode()).hexdigest()


def _with_people() -> Select[SchemeVersion]:
    return select(SchemeVersion).options(joinedload(SchemeVersion.prepared_by), joinedload(SchemeVersion.decided_by))


def _approved_latest_first(key: str) -> Select[SchemeVersion]:
    return select(SchemeVersion).where(SchemeVersion.key == key, _IS_APPROVED).order_by(SchemeVersion.version.desc())


def _opens_on(version: SchemeVersion) -> date:
    return load_scheme(version).opens_on or date.min


def _awards_on(scheme: Scheme, on: date) -> bool:
    is_open = scheme.opens_on is None or scheme.opens_on <= on
    is_closed = scheme.closes_on is not None and scheme.closes_on <= on
    return scheme.status is SchemeStatus.ACTIVE and is_open and not is_closed


@lru_cache(maxsize=KEPT)
def _read(text: str, file: str) -> Scheme:
    return read_scheme(text, file)
