"""Reading the audit: by whom, what, about which row, from when until when; and one row's history."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import Select, and_, exists, false, or_, select
from sqlalchemy.orm import Session, joinedload, selectinload

from core.audit.chain import value_place
from core.audit.changes import identity
from core.audit.models import AuditEvent, AuditValue
from core.audit.person_keys import open_sealed
from core.audit.plain import read
from core.audit.privacy import Private, hidden_among, told_instead
from core.auth.models import User
from core.auth.permissions import Permission
from core.dates import DAY, start_of
from core.db import Base
from core.errors import Forbidden, NotFound
from core.text import N_, Sentence

PAGE = 50
LOOKS = ("show-", "list-", "open-document", "export-")  # how the names of looks begin; all others are deeds


@dataclass(frozen=True, slots=True)
class Criteria:
    """Which entries are wanted; None: all."""

    action: str | None = None
    actor_id: int | None = None  # of the staff
    subject: tuple[str, int] | None = None
    since: date | None = None  # the first day
    until: date | None = None  # the last day


@dataclass(frozen=True, slots=True)
class Kept:
    """What an entry keeps about one row. `values` is None when it is not this reader's, or erased."""

    kind: str | None
    row_id: int | None
    is_erased: bool
    values: Mapping[str, Any] | None


@dataclass(frozen=True, slots=True)
class SharedRows:
    """The rows of a table that may be of several centres at once: which of them somebody sees, and by what right."""

    permission: Permission
    keys: Callable[[User], Select[int]]


Shared = Mapping[str, SharedRows]  # by table


def list_entries(
    session: Session,
    viewer: User,
    criteria: Criteria,
    *,
    shared: Shared,
    private: Private,
    before: int | None = None,
) -> list[AuditEvent]:
    """A page of the entries that are no other centre's, the latest first; one more than a page when there are more."""
    query = select(AuditEvent).where(_is_seen_by(viewer, shared))
    if criteria.action is not None:
        query = query.where(AuditEvent.action == criteria.action)
    if criteria.actor_id is not None:
        query = query.where(AuditEvent.actor_kind == User.__tablename__, AuditEvent.actor_id == criteria.actor_id)
    if criteria.subject is not None:
        if _is_untold(session, criteria.subject, viewer, private):
            return []
        query = query.where(_is_about(*criteria.subject))
    if criteria.since is not None:
        query = query.where(AuditEvent.at >= start_of(criteria.since))
    if criteria.until is not None:
        query = query.where(AuditEvent.at < start_of(criteria.until + DAY))
    if before is not None:
        query = query.where(AuditEvent.id < before)
    return list(session.scalars(query.order_by(AuditEvent.id.desc()).limit(PAGE + 1)))


def get_entry(session: Session, position: int, viewer: User, *, shared: Shared) -> AuditEvent:
    """One entry with what it keeps, if it is no other centre's."""
    values = selectinload(AuditEvent.values).options(joinedload(AuditValue.person_key))
    event = session.get(AuditEvent, position, options=[values])
    if event is None:
        raise NotFound(Sentence(N_("There is no such entry.")))
    if session.scalar(select(AuditEvent.id).where(AuditEvent.id == position, _is_seen_by(viewer, shared))) is None:
        raise Forbidden(Sentence(N_("This entry belongs to another centre.")))
    return event


def kept_in(session: Session, event: AuditEvent, viewer: User, *, private: Private) -> list[Kept]:
    """What the entry keeps; about a person only for those who may see the people of its centre.

    Of private rows that are not this viewer's there is nothing, or what is told in their place.
    """
    may_open = _may_open(event, viewer)
    found = [_kept(value, may_open=may_open) for value in event.values]
    hidden = hidden_among(session, ((kept.kind, kept.row_id) for kept in found), viewer, private)
    return [told for kept in found if (told := _told(kept, private) if (kept.kind, kept.row_id) in hidden else kept)]


def history_of(session: Session, row: Base, *, limit: int) -> tuple[list[AuditEvent], dict[int, str]]:
    """What was done with one row, the latest first, and the names of those of the staff who did it.

    Who only looked at it is left out.
    """
    is_deed = and_(*(~AuditEvent.action.startswith(look) for look in LOOKS))
    is_staff = and_(AuditEvent.actor_kind == User.__tablename__, AuditEvent.actor_id == User.id)
    query = select(AuditEvent, User.id, User.name).outerjoin(User, is_staff).where(_is_about(*identity(row)), is_deed)
    found = session.execute(query.order_by(AuditEvent.id.desc()).limit(limit)).all()
    return [event for event, *_who in found], {id_: name for _event, id_, name in found if id_ is not None}


def changes_in(session: Session, events: Sequence[AuditEvent], row: Base, viewer: User) -> dict[int, list[Kept]]:
    """What these entries keep about one row, by entry, as far as it opens for this reader."""
    kind, row_id = identity(row)
    query = select(AuditValue).options(joinedload(AuditValue.person_key))
    query = query.where(AuditValue.kind == kind, AuditValue.row_id == row_id)
    by_id = {event.id: event for event in events}
    found: dict[int, list[Kept]] = defaultdict(list)
    for value in session.scalars(
        query.where(AuditValue.event_id.in_(by_id)).order_by(AuditValue.event_id, AuditValue.n)
    ):
        found[value.event_id].append(_kept(value, may_open=_may_open(by_id[value.event_id], viewer)))
    return found


def all_staff(session: Session) -> Sequence[User]:
    """Everybody who has or had an account, by name."""
    return session.scalars(select(User).order_by(User.name, User.id)).all()


def names_of_staff(session: Session, events: Iterable[AuditEvent]) -> Mapping[int, str]:
    """The names of those of the staff who did it, by one query."""
    ids = {event.actor_id for event in events if event.actor_kind == User.__tablename__}
    return dict(session.execute(select(User.id, User.name).where(User.id.in_(ids))).all())


def _is_untold(session: Session, subject: tuple[str, int], viewer: User, private: Private) -> bool:
    """Whether this viewer must not know that there is such a row."""
    kind, _ = subject
    return kind in private and private[kind].told is None and bool(hidden_among(session, [subject], viewer, private))


def _told(kept: Kept, private: Private) -> Kept | None:
    told = private[kept.kind or ""].told
    if told is None:
        return None
    return replace(kept, values=None if kept.values is None else told_instead(kept.values, told))


def _may_open(event: AuditEvent, viewer: User) -> bool:
    return event.centre_id is not None and viewer.may(Permission.VIEW_HOUSEHOLDS, event.centre_id)


def _kept(value: AuditValue, *, may_open: bool) -> Kept:
    if value.person_key is None:
        return Kept(value.kind, value.row_id, is_erased=False, values=read(value.data))
    is_erased = value.person_key.erased_at is not None or not value.data
    if is_erased or not may_open:
        return Kept(value.kind, value.row_id, is_erased, None)
    opened = open_sealed(value.person_key, value.data, value_place(value.event_id, value.n))
    return Kept(value.kind, value.row_id, is_erased, read(opened) if opened else None)


def _is_seen_by(viewer: User, shared: Shared) -> Any:
    """What is of no centre alone is for those who look after the whole programme, or after all that its row is of."""
    is_of_none = AuditEvent.centre_id.is_(None)
    if viewer.serves_programme(Permission.VIEW_AUDIT):
        return or_(is_of_none, viewer.sees(AuditEvent.centre_id))
    return or_(viewer.sees(AuditEvent.centre_id), and_(is_of_none, or_(false(), *_about_shared(viewer, shared))))


def _about_shared(viewer: User, shared: Shared) -> Iterator[Any]:
    """Entries about rows of which the viewer sees all centres, both here and by the right that the row's page asks."""
    for kind, rows in shared.items():
        here = AuditEvent.subject_id.in_(rows.keys(viewer))
        with viewer.acting_under(rows.permission):
            yield and_(AuditEvent.subject_kind == kind, here, AuditEvent.subject_id.in_(rows.keys(viewer)))


def _is_about(kind: str, row_id: int) -> Any:
    """Named as the subject, or changed along with it."""
    changed = exists().where(AuditValue.event_id == AuditEvent.id, AuditValue.kind == kind, AuditValue.row_id == row_id)
    return or_(and_(AuditEvent.subject_kind == kind, AuditEvent.subject_id == row_id), changed)
