"""The filters of the audit's page, as they stand in its address."""

import re
from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import HiddenField, SelectChoice, SelectField
from wtforms.validators import Optional as MayBeEmpty
from wtforms.validators import Regexp, ValidationError

from core.audit.queries import Criteria
from core.auth.models import User
from core.forms import DayField, StegiForm
from core.i18n import say
from core.search_keys import order_key
from core.text import Sentence

_SUBJECT = re.compile(r"([a-z_]{1,63})-([0-9]{1,9})")


class AuditForm(StegiForm):
    """Which entries are wanted. The row comes with a link from its page, as `household-5`."""

    class Meta:
        csrf = False

    action = SelectField(_l("What"))
    actor = SelectField(_l("Who"))
    since = DayField(_l("First day"))
    until = DayField(_l("Last day"))
    subject = HiddenField(
        _l("About"), [MayBeEmpty(), Regexp(f"^{_SUBJECT.pattern}$", message=_l("There is no such row"))]
    )

    def __init__(self, *args: Any, steps: Mapping[str, Sentence], staff: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = sorted(((say(words), name) for name, words in steps.items()), key=lambda step: order_key(step[0]))
        self.action.choices = [
            SelectChoice("", _l("Everything")),
            *(SelectChoice(name, words) for words, name in named),
        ]
        people = (SelectChoice(str(person.id), person.name) for person in staff)
        self.actor.choices = [SelectChoice("", _l("Everybody")), *people]
        self.action.data, self.actor.data = self.action.data or "", self.actor.data or ""

    def validate_until(self, field: DayField) -> None:
        """A period has a last day after its first."""
        if field.data and self.since.data and field.data < self.since.data:
            raise ValidationError(_("The last day comes after the first one."))

    def criteria(self) -> Criteria:
        """What the filters ask for."""
        row = _SUBJECT.fullmatch(self.subject.data or "")
        return Criteria(
            action=self.action.data or None,
            actor_id=int(self.actor.data) if self.actor.data else None,
            subject=(row[1], int(row[2])) if row else None,
            since=self.since.data,
            until=self.until.data,
        )
