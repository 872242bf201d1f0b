"""The days of payment in calendars."""

from collections.abc import Iterator
from datetime import date, timedelta

from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import Permission
from core.calendar.entries import Entry
from core.panels import Panels
from core.text import N_, Sentence
from subsidies.models import BatchStatus, PaymentBatch
from subsidies.services.payments import batches_from
from subsidies.services.statements import StatementState, statement_of

BACK = timedelta(days=30)


def register_dates(panels: Panels) -> None:
    """Add the days of payment to the calendars."""
    panels.dates.append((Permission.VIEW_PAYMENTS, _runs))
    panels.household_dates.append(_of_household)


def run_entry(batch: PaymentBatch) -> Entry:
    """The day on which the bank pays."""
    title = Sentence(N_("Run %(reference)s: day of payment"), {"reference": batch.reference})
    return Entry(f"run-{batch.id}", title, batch.execution_on)


def _runs(session: Session, user: User, on: date) -> list[Entry]:
    batches = batches_from(session, user, on - BACK)
    return [run_entry(batch) for batch in batches if batch.status is not BatchStatus.RETURNED]


def _of_household(session: Session, household_id: int, on: date) -> Iterator[Entry]:
    """Each day once, whatever is paid on it; no sums, for a calendar is seen over a shoulder."""
    lines = statement_of(session, household_id, on=on).lines
    for day in sorted({line.due_on for line in lines if line.state is not StatementState.PAID}):
        yield Entry(f"payment-{household_id}-{day}", Sentence(N_("The programme pays towards your rent")), day)
