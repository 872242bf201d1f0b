"""Forms about photographs: bringing them, saying what one shows."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileRequired, MultipleFileField

from core.documents.content import CheckedFile
from core.documents.picture import make_picture
from core.errors import Refused
from core.forms import Required, StegiForm, TextField
from core.i18n import say
from housing.models.photo import LONGEST_DESCRIPTION


class PhotosForm(StegiForm):
    """Photographs, several at once."""

    file = MultipleFileField(_l("Photographs"), [FileRequired(_l("Choose one photograph or more"))])

    def pictures(self) -> list[CheckedFile]:
        """The photographs made harmless, told by their content; none when one of them is refused.

        Each that is refused is named beside the field with its own reason.
        """
        taken = []
        for sent in self.file.data:
            try:
                taken.append(make_picture(sent.read(), sent.filename))
            except Refused as refusal:
                why = _("“%(name)s”: %(why)s", name=sent.filename, why=say(refusal.sentence))
                self.file.errors = [*self.file.errors, why]
        return [] if self.file.errors else taken


class DescriptionForm(StegiForm):
    """What a photograph shows."""

    description = TextField(
        _l("What it shows"), [Required(_l("Say what it shows, such as the kitchen with its window"))],
        most=LONGEST_DESCRIPTION,
    )  # fmt: skip
