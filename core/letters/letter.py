"""A letter in the languages its reader needs: one page after the other, the reader's own first, Greek last."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from flask import current_app
from markupsafe import Markup

from core.documents.content import CheckedFile, check_file
from core.i18n import DEFAULT, direction, language, say, speaking, spoken, tag
from core.letters.pdf import make_pdf
from core.structure import Centre
from core.text import Sentence

FONTS = "Letter Latin, Letter Greek, Letter Cyrillic, Letter Arabic, Letter Latin Extended"  # static/css/letter.css


@dataclass(frozen=True, slots=True)
class Letter:
    """What a letter says: a template of ours and the facts for it."""

    title: Sentence
    template: str
    reader: str  # who it is for, as the family calls itself
    reads: str  # ISO 639 code
    reference: str  # what it is about; empty where the reader is all there is
    centre: Centre  # who writes
    on: date
    facts: Mapping[str, object] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class _Part:
    """The letter in one language."""

    tag: str
    direction: str
    title: str
    body: Markup


def draw(letter: Letter) -> CheckedFile:
    """The letter as PDF. Takes seconds. Raises Refused."""
    return check_file(make_pdf(compose(letter)), file_name(letter))


def file_name(letter: Letter) -> str:
    """Whose letter it is, and what about."""
    return f"{letter.reference or letter.reader} {say(letter.title)}.pdf"


def compose(letter: Letter) -> str:
    """The page that the PDF is made of. Everybody who helps the reader here reads Greek."""
    parts = [_part(letter, code) for code in dict.fromkeys((spoken(letter.reads), DEFAULT))]
    return _filled_in("core/letter.html", letter=letter, parts=parts)


def _part(letter: Letter, code: str) -> _Part:
    with speaking(code):
        body = _filled_in(letter.template, letter=letter, centre=letter.centre.name(language()), **letter.facts)
        return _Part(tag(code), direction(), say(letter.title), Markup(body))


def _filled_in(template: str, **facts: object) -> str:
    """Without what pages know of who looks at them: a letter is the same whoever makes it."""
    return current_app.jinja_env.get_template(template).render(**facts)
