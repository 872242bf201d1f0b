"""Forms about flats that are kept for households."""

from flask_babel import lazy_gettext as _l

from core.forms import ChoiceField, LongTextField, StegiForm
from housing.reasons.drops import DropReason
from housing.words.listings import DROP_WORDS


class DropForm(StegiForm):
    """Stands beside the button, on pages that show much else."""

    reason = ChoiceField(_l("Why"), DropReason, DROP_WORDS)


class FlatNoteForm(StegiForm):
    """What the staff say of a flat for one household."""

    note = LongTextField(_l("Note"), most=1000)
