"""A letter is set by a job: it takes seconds of a processor, for which no page should wait."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from core.documents.content import check_file
from core.documents.files import FileStore
from core.documents.models import Document, DocumentKind
from core.documents.services import add_document, upload
from core.i18n import speaking
from core.jobs import Job, Run, Step, enqueue, job
from core.letters.letter import Letter, compose, file_name
from core.letters.pdf import make_pdf
from core.ports import answer_to
from core.text import N_, Sentence

MAKE_LETTER = "make-letter"

Write = Callable[[Session, int, date], Letter]  # by the key of the row it is about
Keep = Callable[[Session, int], Document]  # a new document of what the letter lies with


@dataclass(frozen=True, slots=True)
class LetterKind:
    """One kind of letter: how it is written, and among whose documents it lies."""

    name: str
    write: Write
    keep: Keep


LETTERS: dict[str, LetterKind] = {}


def letter(name: str, *, keep: Keep) -> Callable[[Write], LetterKind]:
    """Make a kind of letters of what writes them, and register it for the job."""

    def register(write: Write) -> LetterKind:
        if name in LETTERS:
            raise ValueError(f"there is a kind of letters named {name} already")
        LETTERS[name] = LetterKind(name, write, keep)
        return LETTERS[name]

    return register


def ask_for_letter(
    session: Session, kind: LetterKind, row_id: int, *, centre_id: int, language: str, back: str, actor: User, on: date,
    at: datetime, reads: str | None = None,
) -> Job:  # fmt: skip
    """Have a letter made; a double click makes one. Raises Refused at once where there is nothing to write.

    `language` is that of whoever asks, for the name of the file; `back` is the page that it will be found on. `reads`
    is the reader's language where whoever asks knows it and no row does.
    """
    kind.write(session, row_id, on)
    asked = {
        "letter": kind.name, "row_id": row_id, "on": on.isoformat(), "language": language, "back": back, "reads": reads,
    }  # fmt: skip
    key = f"{MAKE_LETTER}-{kind.name}-{row_id}-{reads}-{actor.id}"
    return enqueue(session, MAKE_LETTER, asked, actor=actor, at=at, key=key, centre_id=centre_id)


@job(MAKE_LETTER, Sentence(N_("Make a letter")), page="core.show_letter")
def make_letter(session: Session, run: Run) -> Step:
    """What is slow, setting the letter and bringing it to the store, comes before the transaction that writes."""
    kind, row_id, store = LETTERS[run.payload["letter"]], run.payload["row_id"], answer_to(FileStore)
    with run.reading() as reading, speaking(run.payload["language"]):
        written = kind.write(reading, row_id, date.fromisoformat(run.payload["on"]))
        written = replace(written, reads=run.payload.get("reads") or written.reads)
        page, name = compose(written), file_name(written)
    file = check_file(make_pdf(page), name)
    upload(file, store)
    document = add_document(
        session,
        kind.keep(session, row_id),
        file,
        kind=DocumentKind.LETTER,
        store=store,
        actor=session.get(User, run.asked_by_id),
        at=run.at,
    )
    return Step(1, 1, {"document_id": document.id}, Sentence(N_("The letter lies among the documents.")))
