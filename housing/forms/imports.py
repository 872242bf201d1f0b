"""The form that takes a file of adverts."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import BooleanField

from core.forms import Required, StegiForm, TextField


class ImportForm(StegiForm):
    """A spreadsheet or text file, and where it comes from."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file, such as adverts.xlsx"))])
    source = TextField(
        _l("Where the adverts come from"), [Required(_l("Name the source, such as the portal or the newspaper"))]
    )
    accept_valid = BooleanField(_l("Take the good rows even if others have faults"))
