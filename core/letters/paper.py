"""A page of ours as PDF for whoever asked for it, made by a job: it takes seconds of a processor.

It is about nobody in particular, so that it lies among nobody's documents: the job keeps it, as long as jobs are kept.
"""

from base64 import b64decode, b64encode
from datetime import datetime
from hashlib import sha256

from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import NotFound
from core.jobs import Job, JobStatus, Run, Step, enqueue, job
from core.jobs.board import NO_SUCH_JOB
from core.jobs.files import attach, read_sent
from core.letters.pdf import make_pdf
from core.text import N_, Sentence

MAKE_PAPER = "make-paper"


def ask_for_paper(session: Session, page: str, name: str, *, back: str, actor: User, at: datetime) -> Job:
    """Have the page set, as it is; a double click makes one. `name` is that of the file, `back` where it was asked."""
    key = f"{MAKE_PAPER}-{actor.id}-{sha256(page.encode()).hexdigest()}"
    asked = enqueue(session, MAKE_PAPER, {"name": name, "back": back}, actor=actor, at=at, key=key)
    attach(session, asked, name, page.encode())
    return asked


@job(MAKE_PAPER, Sentence(N_("Make a PDF")), page="core.show_paper")
def make_paper(_session: Session, run: Run) -> Step:
    """What is slow comes before the transaction that writes."""
    with run.reading() as reading:
        page = read_sent(reading, run.job_id).content.decode()
    return Step(1, 1, {"pdf": b64encode(make_pdf(page)).decode()}, Sentence(N_("The PDF is ready.")))


def paper_of(asked: Job) -> bytes:
    """The PDF. Raises NotFound while there is none."""
    if asked.status is not JobStatus.DONE:
        raise NotFound(NO_SUCH_JOB)
    return b64decode(asked.state["pdf"])
