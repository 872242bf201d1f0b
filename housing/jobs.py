"""The import of a large file of adverts, as a job: read once, stored in steps that hold nobody up."""

import hashlib
from dataclasses import asdict, replace
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.posts import centres_of
from core.importing.reader import read_table
from core.jobs import Job, Run, Step, enqueue, job
from core.jobs.files import attach, read_sent
from core.structure import Centre
from core.text import N_, Sentence
from housing.importing.advert import AdvertFile
from housing.importing.adverts import read_adverts
from housing.importing.report import in_short, report
from housing.services.imports import ROWS_AT_ONCE, Stored, import_adverts, without_foreign

IMPORT_LISTINGS = "import-listings"
LARGE = 32 * 1024  # bytes: some hundred rows; what is smaller is stored while the reader waits
NOTHING_IMPORTED = Sentence(N_("Nothing was imported, because some rows have faults."))


def ask_for_import(
    session: Session, name: str, content: bytes, *, source: str, accept_valid: bool, actor: User, at: datetime
) -> Job:
    """Have the file imported for the centres of whoever asks. The same file sent twice at once is imported once."""
    centres = [centre.id for centre in centres_of(session, actor)]
    asked = f"{actor.id}|{source}|{accept_valid}|{hashlib.sha256(content).hexdigest()}"
    wanted = enqueue(
        session,
        IMPORT_LISTINGS,
        {"source": source, "accept_valid": accept_valid, "centres": centres},
        actor=actor,
        at=at,
        key=f"{IMPORT_LISTINGS}-{hashlib.sha256(asked.encode()).hexdigest()}",
        centre_id=centres[0] if len(centres) == 1 else None,
    )
    attach(session, wanted, name, content)
    return wanted


@job(IMPORT_LISTINGS, Sentence(N_("Import of adverts")), page="housing.show_import")
def import_listings(session: Session, run: Run) -> Step:
    """Each step stores some of the rows; where a fault keeps all of them out, the first step is the last."""
    source = run.payload["source"]
    with run.reading() as reading:
        sent = read_sent(reading, run.job_id)
    file = _read(sent.name, sent.content, source)
    centres = session.scalars(select(Centre).where(Centre.id.in_(run.payload["centres"])).order_by(Centre.id)).all()
    state = dict(run.state)
    if not state:
        checked = without_foreign(session, file, source, centres)
        state = _report(checked, sent.name)
        if checked.rejected and not (run.payload["accept_valid"] and checked.adverts):
            return Step(0, 0, state, NOTHING_IMPORTED)
    part = replace(file, adverts=file.adverts[run.done : run.done + ROWS_AT_ONCE])
    own = without_foreign(session, part, source, centres).adverts
    actor = session.get(User, run.asked_by_id)
    stored = import_adverts(session, own, source=source, centres=centres, actor=actor, at=run.at)
    state |= {"written": True, **{name: state[name] + count for name, count in asdict(stored).items()}}
    said = Sentence.counted(state["created"], "%(n)s new listing.", "%(n)s new listings.")
    return Step(run.done + len(part.adverts), len(file.adverts), state, said)


@lru_cache(maxsize=1)
def _read(name: str, content: bytes, source: str) -> AdvertFile:
    """The same for every step of a job, and slow for a large file."""
    return read_adverts(read_table(name, content), source)


def _report(read: AdvertFile, name: str) -> dict[str, Any]:
    """What the page will tell, in sentences that are still of no language."""
    answer = report(read, **asdict(Stored()), say=Sentence.as_json)
    return in_short(answer) | {"name": name, "written": False}
