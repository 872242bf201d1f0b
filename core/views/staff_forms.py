"""Forms about the people who work here and their posts."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import EmailField, SelectChoice, SelectField

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.dates import DAY
from core.forms import ChoiceField, DayField, Required, StegiForm, TextField, clean_text
from core.i18n import NAMES, offered_languages
from core.views.blueprint import ROLE_WORDS
from core.views.unit_forms import LastDayForm

Choices = Sequence[tuple[str, str]]


def person_choices(people: Sequence[User]) -> list[SelectChoice]:
    """People by their keys; nobody is chosen at first."""
    return [SelectChoice("", _l("Choose a person")), *(SelectChoice(str(user.id), user.name) for user in people)]


class PostForm(StegiForm):
    """A role at a place for some time; `places` are those the administrator answers for, the widest first.

    None is chosen until somebody does: the first would be the whole programme.
    """

    role = ChoiceField(
        _l("Role"), StaffRole, ROLE_WORDS, empty=_l("Choose a role"), validators=[Required(_l("Choose a role"))]
    )
    place = SelectField(_l("Place"), [Required(_l("Choose a place"))])
    starts_on = DayField(_l("First day"), [Required(_l("Enter the first day"))])
    last_day = DayField(_l("Last day"))

    def __init__(self, *args: Any, places: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [SelectChoice(key, name) for key, name in places]
        self.place.choices = [SelectChoice("", _l("Choose a place")), *named]

    @property
    def ends_on(self) -> date | None:
        """The first day after it."""
        return self.last_day.data + DAY if self.last_day.data else None


class InviteForm(PostForm):
    """Somebody new, and the first post."""

    name = TextField(_l("Name"), [Required(_l("Enter the name of the person"))])
    email = EmailField(_l("E-mail address"), [Required(_l("Enter the e-mail address"))], filters=[clean_text])
    language = SelectField(_l("Language of the messages to this person"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice(code, NAMES[code]) for code in offered_languages()]


class DeputyForm(LastDayForm):
    """Who stands in, from when until when."""

    user_id = SelectField(_l("Deputy"), [Required(_l("Choose a person"))])
    starts_on = DayField(_l("First day"), [Required(_l("Enter the first day"))])

    def __init__(self, *args: Any, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.user_id.choices = person_choices(people)


class LeaverForm(StegiForm):
    """To whom a leaver's cases go; asked only where there are any."""

    successor_id = SelectField(_l("Who takes over the cases"), [Required(_l("Choose who takes over the cases"))])

    def __init__(self, *args: Any, cases: int, people: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.has_nobody = bool(cases) and not people
        if cases:
            self.successor_id.choices = person_choices(people)
        else:
            del self.successor_id
