"""Files that no document calls for: left by a transaction that failed, or by a document that was withdrawn."""

from sqlalchemy import select, text, union
from sqlalchemy.orm import Session

from core.documents.files import FileStore
from core.documents.models import Document
from core.jobs import Run, Step, job
from core.ports import answer_to
from core.text import N_, Sentence

SWEEP = "sweep-documents"
ADDRESSES = (Document.address, Document.thumbnail_address)


@job(SWEEP, Sentence(N_("Delete the content of withdrawn documents")))
def sweep_documents(session: Session, run: Run) -> Step:
    """Asked for whenever a document is withdrawn."""
    deleted = sweep(session, answer_to(FileStore))
    return Step(1, 1, said=Sentence.counted(deleted, "%(n)s file is deleted.", "%(n)s files are deleted."))


def sweep(session: Session, store: FileStore) -> int:
    """Delete them; returns how many. Until the transaction ends nobody adds a document, so that none loses its file."""
    lying_there = set(store.addresses())
    if session.connection().dialect.name == "postgresql":  # SQLite's writers take turns anyhow
        session.execute(text("LOCK TABLE document IN SHARE ROW EXCLUSIVE MODE"))
    addresses = (select(address).where(~Document.withdrawal.has()) for address in ADDRESSES)
    orphans = lying_there - set(session.scalars(union(*addresses)))
    for address in orphans:
        store.delete(address)
    return len(orphans)
