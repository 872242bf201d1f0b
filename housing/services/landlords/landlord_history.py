"""How it went with a landlord until now."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import Session

from housing.models import Landlord, LandlordTalk, Lease
from housing.response_times import Attempt, Waits, days_until_answers, waits
from people.models import LogEntry, TalkOutcome

UNANSWERED = frozenset({TalkOutcome.NOT_REACHED, TalkOutcome.WAITS})


@dataclass(frozen=True, slots=True)
class LandlordHistory:
    """What the contact log and the leases say of it."""

    running: int  # leases that bind on the day
    answers: Waits | None  # days from the first attempt to the answer
    declarations: Waits | None  # days from the signatures to the declaration to AADE


def history_of(session: Session, landlord: Landlord, lets: Sequence[Lease], *, on: date) -> LandlordHistory:
    """How fast the landlord answers and declares; `lets` are the leases that the reader sees."""
    query = select(LogEntry.happened_on, LogEntry.outcome).join(LandlordTalk, LandlordTalk.entry_id == LogEntry.id)
    query = query.where(LandlordTalk.landlord_id == landlord.id).order_by(LogEntry.happened_on, LogEntry.id)
    attempts = [Attempt(day, outcome not in UNANSWERED) for day, outcome in session.execute(query)]
    return LandlordHistory(
        running=sum(lease.starts_on <= on < lease.ends_on for lease in lets),
        answers=waits(days_until_answers(attempts)),
        declarations=waits([(lease.declared_on - lease.signed_on).days for lease in lets if lease.declared_on]),
    )
