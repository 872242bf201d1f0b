"""What landlords hold for us ends by itself: asked for when it is promised or extended, done by workers on its day."""

from datetime import date, datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.backup.settling import after_restore
from core.dates import start_of
from core.jobs import Run, Step, enqueue, job
from core.text import N_, Sentence
from housing.models import FlatHold
from housing.services.dealings.flat_holds import run_out
from housing.states.landlords import HoldStatus

END = "end-hold"


def ask_to_end(session: Session, hold: FlatHold, *, at: datetime) -> None:
    """Have it closed once its last day is over."""
    payload, key = {"hold": hold.id, "on": hold.ends_on.isoformat()}, f"{END}-{hold.id}-{hold.ends_on}"
    centre_id = hold.listing.centre_id
    enqueue(session, END, payload, actor=None, at=at, due_at=start_of(hold.ends_on), key=key, centre_id=centre_id)


@job(END, Sentence(N_("Close what a landlord holds no longer")))
def end_hold(session: Session, run: Run) -> Step:
    """Comes to nothing where it was extended or closed meanwhile."""
    hold = session.get(FlatHold, run.payload["hold"])
    if hold is not None:
        run_out(session, hold, on=date.fromisoformat(run.payload["on"]))
    return Step(1, 1)


@after_restore
def ask_again(session: Session, at: datetime) -> None:
    """Jobs do not come back with a backup."""
    for hold in session.scalars(select(FlatHold).where(FlatHold.status == HoldStatus.RUNNING).order_by(FlatHold.id)):
        ask_to_end(session, hold, at=at)
