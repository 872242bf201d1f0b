"""New versions of schemes: proposed by one person, approved or returned by another."""

from datetime import date, datetime

from sqlalchemy import and_, exists, func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session, aliased, joinedload

from core.audit import record
from core.auth.models import User
from core.auth.permissions import Permission
from core.db import lock_row
from core.errors import Forbidden, Refused
from core.installation import is_an_office, is_demonstration
from core.structure import Centre
from core.text import N_, Sentence
from subsidies.models import SchemeVersion, VersionStatus
from subsidies.rules.scheme_file import shipped_schemes
from subsidies.rules.storable import read_storable
from subsidies.services.approval import decide, refuse_decided
from subsidies.services.schemes import (
    DEMONSTRATION,
    FOR_DEMONSTRATIONS,
    find_newest,
    hash_of,
    list_awarding_versions,
    list_newest_versions,
)

NOT_EVERYWHERE = Sentence(
    N_("A scheme holds for everybody: your post must allow this for every centre, not for some of them.")
)
NOT_IN_YOUR_POSTS = {
    Permission.PROPOSE_SCHEMES: Sentence(
        N_("Your posts of today do not include this: a finance officer of every centre proposes schemes.")
    ),
    Permission.APPROVE_SCHEMES: Sentence(
        N_("Your posts of today do not include this: a finance approver of every centre decides on schemes.")
    ),
}
OUTRUN = Sentence(N_("Somebody else proposed this scheme at the same moment. Look at it, then send yours again."))
NOT_LAID_DOWN = N_("The scheme %(key)s comes with the service and is not laid down yet: stegi upgrade does it.")
NOT_YOURS = Sentence(N_("Only who proposed it withdraws it; who approves may return it."))


def draft_version(
    session: Session, text: str, *, actor: User, at: datetime, file: str = "scheme.toml"
) -> SchemeVersion:
    """The text as the next version of the scheme that it names, as it would be proposed; nothing of it is stored.

    Raises SchemeFileErrors with everything that is wrong in the file, which is called `file` there, else Refused.
    """
    refuse_elsewhere(session, actor, Permission.PROPOSE_SCHEMES)
    key = read_storable(text, file).key
    _refuse_unlaid(session, key)
    _refuse_waiting(session, key)
    _refuse_same(session, key, text)
    return SchemeVersion(
        key=key,
        version=_next_number(session, key),
        text=text,
        sha256=hash_of(text),
        status=VersionStatus.PROPOSED,
        prepared_by=actor,
        prepared_at=at,
    )


def propose_scheme(
    session: Session, text: str, *, actor: User, at: datetime, file: str = "scheme.toml"
) -> SchemeVersion:
    """Store what `draft_version` gives; it waits for another person. Of two at once the second reads why not."""
    version = draft_version(session, text, actor=actor, at=at, file=file)
    try:
        with session.begin_nested():
            session.add(version)
    except IntegrityError as taken:
        _refuse_waiting(session, version.key)  # somebody else was faster, and is seen now
        raise Refused(OUTRUN) from taken  # and has been decided meanwhile
    record(session, "propose-scheme", version, actor=actor)
    return version


def approve_scheme(session: Session, version: SchemeVersion, *, actor: User, at: datetime) -> None:
    """From now on the scheme is this version; awards that were decided keep theirs."""
    refuse_elsewhere(session, actor, Permission.APPROVE_SCHEMES)
    decide(session, version, VersionStatus.APPROVED, actor=actor, at=at)
    record(session, "approve-scheme", version, actor=actor)


def return_scheme(session: Session, version: SchemeVersion, *, reason: str, actor: User, at: datetime) -> None:
    """Send the proposal back with the reason; another may be made."""
    refuse_elsewhere(session, actor, Permission.APPROVE_SCHEMES)
    decide(session, version, VersionStatus.RETURNED, actor=actor, at=at, reason=reason)
    record(session, "return-scheme", version, actor=actor)


def withdraw_scheme(session: Session, version: SchemeVersion, *, actor: User, at: datetime) -> None:
    """Take one's own proposal back before anybody has decided it."""
    refuse_elsewhere(session, actor, Permission.PROPOSE_SCHEMES)
    lock_row(session, version)
    refuse_decided(version)
    if version.prepared_by_id != actor.id:
        raise Refused(NOT_YOURS)
    version.status, version.decided_by, version.decided_at = VersionStatus.WITHDRAWN, actor, at
    record(session, "withdraw-scheme", version, actor=actor)


def find_waiting(session: Session, key: str) -> SchemeVersion | None:
    """The proposal of the scheme that nobody has decided."""
    is_waiting = SchemeVersion.status == VersionStatus.PROPOSED
    return session.scalar(select(SchemeVersion).where(SchemeVersion.key == key, is_waiting))


def proposals_to_decide(session: Session, actor: User) -> list[SchemeVersion]:
    """Those of other people that this person may decide, by key."""
    if not may_for_everybody(session, actor, Permission.APPROVE_SCHEMES):
        return []
    waiting = select(SchemeVersion).where(SchemeVersion.status == VersionStatus.PROPOSED)
    others = waiting.where(SchemeVersion.prepared_by_id != actor.id).options(joinedload(SchemeVersion.prepared_by))
    return list(session.scalars(others.order_by(SchemeVersion.key)))


def wants_scheme(session: Session, actor: User, on: date) -> bool:
    """Whether an office has no scheme that awards on a day, and this person is the one to propose a version."""
    stored = list_newest_versions(session)
    if not stored or list_awarding_versions(session, on):
        return False
    is_proposed = exists().where(SchemeVersion.status.in_((VersionStatus.PROPOSED, VersionStatus.RETURNED)))
    is_open = select(and_(is_an_office(), ~is_proposed))
    return may_for_everybody(session, actor, Permission.PROPOSE_SCHEMES) and bool(session.scalar(is_open))


def returned_to(session: Session, actor: User) -> list[SchemeVersion]:
    """What this person proposed and got back, by key; what came after it in the scheme settles it."""
    later = aliased(SchemeVersion)
    is_settled = exists().where(later.key == SchemeVersion.key, later.version > SchemeVersion.version)
    returned = select(SchemeVersion).where(SchemeVersion.status == VersionStatus.RETURNED, ~is_settled)
    own = returned.where(SchemeVersion.prepared_by_id == actor.id).options(joinedload(SchemeVersion.decided_by))
    return list(session.scalars(own.order_by(SchemeVersion.key)))


def may_for_everybody(session: Session, actor: User, permission: Permission) -> bool:
    """Whether this is allowed at every centre there is: a scheme is everybody's."""
    return actor.may(permission) and all(actor.may(permission, centre_id) for centre_id in every_centre(session))


def every_centre(session: Session) -> set[int]:
    """The keys of all centres."""
    return set(session.scalars(select(Centre.id)))


def refuse_elsewhere(session: Session, actor: User, permission: Permission) -> None:
    """Raise Forbidden when this person may not do it, or not for everybody."""
    if not actor.may(permission):
        raise Forbidden(NOT_IN_YOUR_POSTS[permission])
    if not may_for_everybody(session, actor, permission):
        raise Forbidden(NOT_EVERYWHERE)


def _refuse_unlaid(session: Session, key: str) -> None:
    """What comes with the service is laid down by `stegi` before anybody changes it: it is version 1."""
    if key == DEMONSTRATION and not is_demonstration(session.connection()):
        raise Refused(FOR_DEMONSTRATIONS)
    if key in shipped_schemes() and _next_number(session, key) == 1:
        raise Refused(Sentence(NOT_LAID_DOWN, {"key": key}))


def _refuse_waiting(session: Session, key: str) -> None:
    waiting = find_waiting(session, key)
    if waiting is not None:
        values = {"key": key, "version": waiting.version}
        raise Refused(Sentence(N_("A proposal of %(key)s, version %(version)s, waits already."), values))


def _refuse_same(session: Session, key: str, text: str) -> None:
    newest = find_newest(session, key)
    if newest is not None and _content(newest.text) == _content(text):
        raise Refused(Sentence(N_("This is version %(version)s, letter by letter."), {"version": newest.version}))


def _content(text: str) -> str:
    """The text but for the ends of its lines, and for blanks around it, which nobody sees in a comparison."""
    return "\n".join(text.strip().splitlines())


def _next_number(session: Session, key: str) -> int:
    """Numbers are never given twice, so that a returned proposal is not taken for the version that came after it."""
    return (session.scalar(select(func.max(SchemeVersion.version)).where(SchemeVersion.key == key)) or 0) + 1
