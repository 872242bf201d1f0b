"""What somebody calls a view of the listings."""

from flask_babel import lazy_gettext as _l
from wtforms.validators import Length

from core.forms import Required, StegiForm, TextField

LONGEST_NAME = 60


class SavedSearchForm(StegiForm):
    """A name, for the list and for the day's board."""

    name = TextField(
        _l("Name"),
        [Required(_l("Give it a name")), Length(max=LONGEST_NAME, message=_l("A name has 60 letters at most"))],
    )
