"""Looking for what is there twice: asked for by whatever adds or changes it, done by a worker."""

from datetime import datetime

from sqlalchemy.orm import Session

from core.audit import record
from core.jobs import Run, Step, enqueue, job
from core.text import N_, Sentence
from housing.services.same_flats import look_for_same_flats
from housing.services.same_landlords import look_for_same_landlords

LOOK = "look-for-doubles"


def ask_to_look(session: Session, *, at: datetime) -> None:
    """Have what is suspected brought up to date soon; whoever asks meanwhile asks for the same."""
    enqueue(session, LOOK, actor=None, at=at, key=LOOK)


@job(LOOK, Sentence(N_("Search for what is there twice")))
def _look(session: Session, run: Run) -> Step:
    look_for_doubles(session, at=run.at)
    return Step(1, 1)


def look_for_doubles(session: Session, *, at: datetime) -> None:
    """Compare all adverts and all landlords with those that are like them."""
    look_for_same_landlords(session, at=at)
    look_for_same_flats(session, at=at)
    record(session, "look-for-doubles", actor=None)
