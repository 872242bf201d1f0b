"""What the pages that ask for letters share: it is made by a worker, and its own page says when it is there."""

from flask import redirect, url_for
from flask.typing import ResponseReturnValue

from core.auth.access import actor
from core.dates import today, utc_now
from core.i18n import language
from core.letters.making import LetterKind, ask_for_letter
from core.session import db_session


def letter_asked_for(
    kind: LetterKind, row_id: int, *, centre_id: int, back: str, reads: str | None = None
) -> ResponseReturnValue:
    """`back`: the page on which it will be found; `reads`: the reader's language, where no row says it."""
    job = ask_for_letter(
        db_session(), kind, row_id, centre_id=centre_id, language=language(), back=back, actor=actor(), on=today(),
        at=utc_now(), reads=reads,
    )  # fmt: skip
    return redirect(url_for("core.show_letter", job_id=job.id))
