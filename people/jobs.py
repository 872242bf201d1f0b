"""What workers do with people: look for those who are written down twice."""

from sqlalchemy.orm import Session

from core.jobs import Run, Step, job
from core.text import N_, Sentence
from people.services.deduplication import DEDUPLICATE
from people.services.suspected_people import keep_same_people, suspected_people


@job(DEDUPLICATE, Sentence(N_("Search for people who are written down twice")))
def _look(session: Session, run: Run) -> Step:
    with run.reading() as reading:  # all of them are compared, for which nobody should wait
        found = suspected_people(reading)
    keep_same_people(session, found, at=run.at)
    return Step(1, 1)
