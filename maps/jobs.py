"""What workers do for maps: take large files of places of interest."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.errors import Refused
from core.jobs import Job, Run, Step, enqueue, job
from core.jobs.files import attach, read_sent
from core.text import N_, Sentence
from maps.amenities import AmenityKind
from maps.services.amenities import AmenityImport, FileFacts, Replaced, import_amenities

IMPORT_PLACES = "import-places"


def ask_to_import(session: Session, name: str, content: bytes, facts: FileFacts, *, actor: User, at: datetime) -> Job:
    """Have the file taken by a worker."""
    payload = {"source": facts.source, "dated_on": facts.dated_on.isoformat(), "kind": facts.kind}
    asked = enqueue(session, IMPORT_PLACES, payload, actor=actor, at=at)
    attach(session, asked, name, content)
    return asked


@job(IMPORT_PLACES, Sentence(N_("Import of places of interest")))
def _import(session: Session, run: Run) -> Step:
    with run.reading() as reading:
        sent = read_sent(reading, run.job_id)
    kind, dated_on = run.payload["kind"], date.fromisoformat(run.payload["dated_on"])
    facts = FileFacts(run.payload["source"], dated_on, AmenityKind(kind) if kind else None)
    actor = session.get(User, run.asked_by_id) if run.asked_by_id else None
    done = import_amenities(session, sent.name, sent.content, facts, actor=actor, at=run.at)
    return Step(1, 1, {}, said_of(done))


def said_of(done: AmenityImport) -> Sentence:
    """What became of a file. Raises Refused, with the first of the rows that are at fault."""
    if done.stored is None:
        fault = done.read.rejected[0]
        sentence = N_("Nothing was stored. Rows at fault: %(n)s; the first is row %(row)s: %(why)s")
        rows = len({fault.row for fault in done.read.rejected})
        raise Refused(Sentence(sentence, {"n": rows, "row": fault.row, "why": fault.sentence}))
    return _counts(done.stored, len(done.read.left_out))


def _counts(stored: Replaced, left_out: int) -> Sentence:
    sentence = N_(
        "New: %(created)s, changed: %(updated)s, as before: %(unchanged)s, gone: %(removed)s, "
        "left out as of another kind: %(left_out)s."
    )
    counts = {name: getattr(stored, name) for name in ("created", "updated", "unchanged", "removed")}
    return Sentence(sentence, counts | {"left_out": left_out})
