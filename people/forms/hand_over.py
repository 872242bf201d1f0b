"""The form by which cases are handed over."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectChoice, SelectField

from core.auth.models import User
from core.forms import LongTextField, Required, StegiForm


class HandOverForm(StegiForm):
    """Whose cases go to whom, what the other should know, and what was looked at before it was done."""

    from_id = SelectField(_l("Whose cases"), coerce=int)
    to_id = SelectField(_l("Who takes over the cases"), [Required(_l("Choose who takes over the cases"))])
    note = LongTextField(_l("Note"), most=2000)
    seen = HiddenField()  # what the page said would go to whom

    def __init__(self, *args: Any, staff: Sequence[User], actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [SelectChoice(user.id, user.name) for user in staff]
        self.from_id.choices = [
            SelectChoice(user.id, _("Mine") if user.id == actor.id else user.name) for user in staff
        ]
        # Nobody is chosen for them; whoever asks comes last: most give their own.
        self.to_id.choices = [SelectChoice("", _l("Choose a person")), *named[1:], *named[:1]]
