"""The form that takes a version of a scheme."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from flask_wtf.file import FileField
from wtforms import HiddenField, StringField, ValidationError
from wtforms.widgets import TextArea

from core.forms import Required, StegiForm
from core.i18n import say
from subsidies.models import SchemeVersion
from subsidies.rules.scheme_file import SchemeFileError, SchemeFileErrors
from subsidies.rules.storable import MOST_LETTERS, TOO_LONG

# What a person who fills a scheme in has to know of its form; the sizes between two bands get the smaller one's amount.
TABLE = """[[monthly]]
from = 2027-01-01
rule = "bands"
bands = [
  { size = 1, amount = "162.00" },
  { size = 2, amount = "309.00" },
]
"""


class FileTextField(StringField):
    """The text of a file, with the ends of lines that files have here and not those that browsers send."""

    widget = TextArea()

    def __init__(self, label: Any, validators: Any = (), **kwargs: Any) -> None:
        super().__init__(label, validators, filters=[_as_in_a_file], **kwargs)


class ProposalForm(StegiForm):
    """A file, or a text; a file that is chosen takes the place of the text, so that it can be mended there."""

    file = FileField(_l("File"))
    begun_as = HiddenField()  # the number of the version that the text began as
    text = FileTextField(_l("Text of the scheme"), [Required(_l("Choose a file, or write the text of the scheme"))])

    wrong: tuple[SchemeFileError, ...] = ()  # everything that is wrong in the text

    def validate_file(self, field: FileField) -> None:
        """Read it. Comes before the text is looked at."""
        if not field.data:
            return
        content: bytes = field.data.read(4 * MOST_LETTERS + 1)  # no letter has more bytes
        if len(content) > 4 * MOST_LETTERS:
            raise ValidationError(say(TOO_LONG))
        try:
            self.text.data = content.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ValidationError(_("The file is no text in UTF-8.")) from error

    def take_file(self) -> None:
        """Show the text of a file that was chosen, if it is one; the page cannot keep the choice."""
        with suppress(ValidationError):
            self.validate_file(self.file)

    def is_overtaken(self, newest: SchemeVersion | None) -> bool:
        """Whether a version was approved since the text was begun; asked again, the form knows of it."""
        number = str(newest.version) if newest else ""
        is_other = (self.begun_as.data or "") != number
        self.begun_as.data = number
        return is_other

    @contextmanager
    def refusals(self, field: str | None = None) -> Iterator[None]:
        """What is wrong in the text stands beside it, thing by thing."""
        try:
            with super().refusals(field):
                yield
        except SchemeFileErrors as refusal:
            self.wrong = refusal.errors
            count = ngettext("%(num)s thing is wrong in it", "%(num)s things are wrong in it", len(self.wrong))
            self.text.errors = [*self.text.errors, count]


def _as_in_a_file(text: str | None) -> str | None:
    if not text or not text.strip():
        return None
    return text.replace("\r\n", "\n").rstrip() + "\n"
