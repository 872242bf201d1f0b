"""The forms of an import: the file, and what its columns hold."""

from collections.abc import Sequence
from typing import Any, Protocol

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField, FileRequired
from wtforms import SelectChoice, SelectField

from core.forms import Required, StegiForm, TextField
from core.i18n import language
from core.structure import Centre
from housing.services.importing.file_kinds import KINDS
from housing.words.imports import IMPORT_WORDS


class ImportForm(StegiForm):
    """A spreadsheet or text file, where it comes from, and for whom; `centres` are those the person may choose."""

    file = FileField(_l("File"), [FileRequired(_l("Choose a file: a spreadsheet or a text file"))])
    source = TextField(
        _l("Where it comes from"), [Required(_l("Name the source, such as a portal, a service or your own list"))]
    )
    centre_id = SelectField(_l("Centre"))

    def __init__(self, *args: Any, centres: Sequence[Centre], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._centres = centres
        named = (SelectChoice(str(centre.id), centre.name(language())) for centre in centres)
        self.centre_id.choices = [SelectChoice("", _l("All centres, as the file says")), *named]
        if len(centres) < 2:
            del self.centre_id

    def centres(self) -> list[Centre]:
        """Those whose rows the file may hold."""
        chosen = self.centre_id.data if self.centre_id else ""
        return [centre for centre in self._centres if chosen in ("", str(centre.id))]


class Column(Protocol):
    """A column of a file that waits."""

    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def field(self) -> str: ...
    @property
    def guess(self) -> str | None: ...


class ColumnsForm(StegiForm):
    """One choice for each column, in their order: `column_0` and so on."""

    def choices(self) -> list[SelectField]:
        """The fields of the columns."""
        return [field for name, field in self._fields.items() if name.startswith("column_")]

    def chosen(self, columns: Sequence[Column]) -> dict[str, str]:
        """The field by the key of each column."""
        return {column.key: choice.data for column, choice in zip(columns, self.choices(), strict=True)}

    def validate(self, extra_validators: Any = None) -> bool:
        is_valid, met = super().validate(extra_validators), set()
        for choice in self.choices():
            if choice.data and choice.data in met:
                choice.errors = [*choice.errors, _("Another column holds this already")]
                is_valid = False
            met.add(choice.data)
        return is_valid


def columns_form(kind: str, columns: Sequence[Column]) -> ColumnsForm:
    """The form for the columns of one file, filled with what they hold now."""
    words = IMPORT_WORDS[kind].fields
    options = [SelectChoice("", _l("Leave this column out")), *(SelectChoice(f, words[f]) for f in KINDS[kind].fields)]
    fields = {
        f"column_{place}": SelectField(column.name, choices=options, default=column.field or column.guess)
        for place, column in enumerate(columns)
    }
    form: ColumnsForm = type("FormOfColumns", (ColumnsForm,), fields)()
    return form
