"""The form that takes a document, and its kinds in words."""

from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms.validators import InputRequired

from core.documents.content import CheckedFile, check_file
from core.documents.models import DocumentKind
from core.forms import ChoiceField, StegiForm

DOCUMENT_WORDS = {
    DocumentKind.IDENTITY: _l("Identity paper"),
    DocumentKind.PERMIT: _l("Residence permit"),
    DocumentKind.TAX: _l("Paper of the tax office"),
    DocumentKind.BANK_LETTER: _l("Paper of the bank"),
    DocumentKind.LEASE: _l("Lease contract"),
    DocumentKind.DECLARATION: _l("Declaration of the lease"),
    DocumentKind.LETTER: _l("Our letter"),
    DocumentKind.OTHER: _l("Another paper"),
}


class DocumentForm(StegiForm):
    """A file and what it is."""

    kind = ChoiceField(
        _l("What it is"),
        DocumentKind,
        DOCUMENT_WORDS,
        empty=_l("Choose"),
        validators=[InputRequired(_l("Choose what it is"))],
    )
    file = FileField(_l("File"), [FileRequired(_l("Choose a file, such as a scan or a photograph"))])

    def checked(self) -> CheckedFile:
        """The file, told by its content. Raises Refused."""
        return check_file(self.file.data.read(), self.file.data.filename)
