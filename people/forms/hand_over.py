"""The form by which cases are handed over."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.auth.models import User
from core.forms import LongTextField, StegiForm


class HandOverForm(StegiForm):
    """Whose cases go to whom, and what the other should know."""

    from_id = SelectField(_l("Whose cases"), coerce=int)
    to_id = SelectField(_l("Who takes over the cases"), coerce=int)
    note = LongTextField(_l("Note"), most=2000)

    def __init__(self, *args: Any, staff: Sequence[User], actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [SelectChoice(user.id, user.name) for user in staff]
        self.from_id.choices = [
            SelectChoice(user.id, _("Mine") if user.id == actor.id else user.name) for user in staff
        ]
        self.to_id.choices = [*named[1:], *named[:1]]  # whoever asks comes last: most give their own
