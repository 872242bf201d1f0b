"""The contact log: what was said is added and stays; only its next step is ever done."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy import ColumnElement, Select, and_, or_, select
from sqlalchemy.orm import Session, joinedload

from core.audit import record
from core.auth.models import User
from core.dates import day_of
from core.errors import Forbidden, NotFound, Refused
from core.refusals import refuse_future
from core.text import N_, Sentence
from people.models import Channel, Enterprise, Household, LogEntry, LogReader, TalkOutcome

MOST_SHOWN = 50
RISES_AFTER = timedelta(days=7)


@dataclass(frozen=True, slots=True)
class NextStepDetails:
    """What is to be done, by whom and by when."""

    what: str
    responsible_id: int
    due_on: date


@dataclass(frozen=True, slots=True)
class EntryDetails:
    """What is written down about a talk. A note with readers is restricted to them and to its author."""

    happened_on: date
    spoken_with: str
    channel: Channel
    outcome: TalkOutcome
    language: str | None = None
    interpreter: str | None = None
    note: str | None = None
    is_restricted: bool = False
    reader_ids: tuple[int, ...] = ()
    next_step: NextStepDetails | None = None


def add_entry(
    session: Session, subject: Household | Enterprise | None, details: EntryDetails, *, actor: User, at: datetime
) -> LogEntry:
    """Write down what was said. Without a subject it is about whatever the caller hangs it on."""
    refuse_future(details.happened_on, day_of(at), "happened_on")
    if details.next_step and details.next_step.due_on < details.happened_on:
        raise Refused(Sentence(N_("The next step comes after the talk.")), field="due_on")
    entry = LogEntry(
        household=subject if isinstance(subject, Household) else None,
        enterprise=subject if isinstance(subject, Enterprise) else None,
        happened_on=details.happened_on,
        spoken_with=details.spoken_with,
        channel=details.channel,
        outcome=details.outcome,
        language=details.language,
        interpreter=details.interpreter,
        note=details.note,
        is_restricted=details.is_restricted and details.note is not None,
        author=actor,
        created_at=at,
    )
    _set_step(entry, details.next_step)
    if entry.is_restricted:
        entry.readers = [LogReader(user_id=user_id) for user_id in sorted({actor.id, *details.reader_ids})]
    session.add(entry)
    record(session, "add-log-entry", entry, actor=actor)
    return entry


def add_task(
    session: Session, household: Household, step: NextStepDetails, *, actor: User | None, at: datetime
) -> LogEntry:
    """Write down what is to be done for a household without anybody having spoken. Without an actor it is a job that
    found it.
    """
    if step.due_on < day_of(at):
        raise Refused(Sentence(N_("The last day for it cannot lie in the past.")), field="due_on")
    author_id = actor.id if actor is not None else step.responsible_id
    entry = LogEntry(household=household, happened_on=day_of(at), author_id=author_id, created_at=at)
    _set_step(entry, step)
    session.add(entry)
    record(session, "add-task", entry, actor=actor)
    return entry


def finish_step(session: Session, entry: LogEntry, *, on: date, actor: User) -> None:
    """The next step of an entry is done."""
    if entry.next_step is None or entry.done_on is not None:
        raise Refused(Sentence(N_("Nothing is left to be done here.")))
    entry.done_on = on
    record(session, "finish-step", entry, actor=actor)


def get_entry(session: Session, entry_id: int, actor: User) -> LogEntry:
    """The entry, for those who serve whom it is about."""
    entry = session.get(LogEntry, entry_id)
    if entry is None or entry.subject is None:
        raise NotFound(Sentence(N_("There is no such entry.")))
    if not actor.sees_centre(entry.subject.centre_id):
        raise Forbidden(Sentence(N_("This entry belongs to another centre.")))
    return entry


def entries_of(session: Session, household: Household) -> Sequence[LogEntry]:
    """What was said with the household, the latest first."""
    query = (
        select(LogEntry)
        .options(joinedload(LogEntry.author), joinedload(LogEntry.responsible), joinedload(LogEntry.readers))
        .where(LogEntry.household_id == household.id)
        .order_by(LogEntry.happened_on.desc(), LogEntry.id.desc())
        .limit(MOST_SHOWN)
    )
    return session.scalars(query).unique().all()


def readings_of(entries: Iterable[LogEntry], user: User) -> list[LogReader]:
    """By what right this person is shown the restricted notes among these entries: to be kept with the look."""
    rights = (entry.reader(user) for entry in entries if entry.is_restricted)
    return [right for right in rights if right is not None]


def hidden_notes(user: User) -> Select[int]:
    """The keys of the entries of whose notes this person must not know."""
    read = select(LogReader.entry_id).where(LogReader.user_id == user.id)
    return select(LogEntry.id).where(LogEntry.is_restricted, LogEntry.id.not_in(read))


def steps_due(session: Session, user: User, *, by: date, on: date | None = None) -> Sequence[LogEntry]:
    """What this person has to do with households by a day, the earliest first.

    With the day `on` also what others have not done in time: late, it comes before whoever answers for the household;
    later than RISES_AFTER, before everybody who serves it.
    """
    whose = and_(LogEntry.responsible_id == user.id, LogEntry.due_on <= by)
    if on is not None:
        late = and_(LogEntry.due_on < on, Household.officer_id == user.id)
        whose = or_(whose, late, LogEntry.due_on < on - RISES_AFTER)
    query = (
        select(LogEntry)
        .join(LogEntry.household)
        .options(joinedload(LogEntry.household), joinedload(LogEntry.responsible))
        .where(LogEntry.done_on.is_(None), whose, user.sees(Household.centre_id))
    )
    return session.scalars(query.order_by(LogEntry.due_on, LogEntry.id)).all()


def open_steps(user: User) -> Select[LogEntry]:
    """The entries whose next step this person has still to do, about whomever they are."""
    return select(LogEntry).where(is_promised_by(user))


def is_promised_by(user: User) -> ColumnElement[bool]:
    """Whether this person has still to do the next step of an entry."""
    return and_(LogEntry.responsible_id == user.id, LogEntry.done_on.is_(None))


def _set_step(entry: LogEntry, step: NextStepDetails | None) -> None:
    if step is not None:
        entry.next_step, entry.responsible_id, entry.due_on = step.what, step.responsible_id, step.due_on
