"""Whose viewings go to whom: what was chosen stands in the address."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.auth.models import User
from core.forms import StegiForm


class WhoForm(StegiForm):
    """Only shown: what an address says wrongly is left out of account."""

    class Meta:
        csrf = False

    from_id = SelectField(_l("Whose viewings"))
    to_id = SelectField(_l("Who takes them over"))

    def __init__(self, *args: Any, givers: Mapping[User, int], takers: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = (SelectChoice(str(user.id), f"{user.name} ({count})") for user, count in givers.items())
        self.from_id.choices = [SelectChoice("", _l("Those that nobody attends any more")), *named]
        self.to_id.choices = [SelectChoice(str(user.id), user.name) for user in takers]
