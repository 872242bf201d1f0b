"""The forms of viewings: when and with whom, who comes, and what came of it."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from wtforms import SelectChoice, SelectField

from core.auth.models import User
from core.dates import ATHENS, instant_at
from core.errors import Refused
from core.forms import ChoiceField, ClockField, DayField, LongTextField, ManyField, Required, StegiForm, TextField
from core.text import N_, Sentence
from housing.forms.by_number import ByNumberForm
from housing.forms.close import CloseForm
from housing.models import Viewing, ViewingGuest
from housing.services.viewings.viewing_guests import GuestNote
from housing.services.viewings.viewings import ViewingDetails
from housing.viewing_facts import CancelReason, Opener
from housing.words.viewings import CANCEL_WORDS, OPENER_WORDS
from people.languages import language_choices
from people.models import Household

MINUTES = (15, 20, 30, 45, 60, 90, 120)

NO_SUCH_HOUR = Sentence(N_("Clocks go forward that night: there is no such hour"))


class ViewingForm(CloseForm):
    """When, who of the office is there, who opens and where one meets."""

    on = DayField(_l("Day"), [Required(_l("Enter the day"))])
    clock = ClockField(_l("Hour"), [Required(_l("Enter the hour"))])
    minutes = SelectField(_l("How long"), coerce=int)
    officer_id = SelectField(_l("Who of the centre is there"), coerce=int)
    opener = ChoiceField(_l("Who opens"), Opener, OPENER_WORDS)
    opener_words = TextField(_l("Name and telephone of who opens"))
    meeting_words = LongTextField(_l("Where to meet"), most=500)

    def __init__(self, *args: Any, staff: Sequence[User], viewing: Viewing | None = None, **kwargs: Any) -> None:
        stored = _Stored(viewing) if viewing else None
        super().__init__(*args, obj=stored, **kwargs)
        lengths = {*MINUTES, stored.minutes} if stored else set(MINUTES)
        self.minutes.choices = [
            SelectChoice(number, ngettext("%(num)s minute", "%(num)s minutes", number)) for number in sorted(lengths)
        ]
        self._staff = {user.id: user for user in staff}
        self.officer_id.choices = [SelectChoice(user.id, user.name) for user in staff]

    def details(self) -> ViewingDetails:
        """What was written down. Raises Refused for an hour that the clocks leave out."""
        try:
            starts_at = instant_at(self.on.data, self.clock.data)
        except ValueError as error:
            raise Refused(NO_SUCH_HOUR, field="clock") from error
        return ViewingDetails(
            starts_at=starts_at,
            lasts=timedelta(minutes=self.minutes.data),
            officer=self._staff[self.officer_id.data],
            opener=self.opener.data,
            opener_words=self.opener_words.data or "",
            meeting_words=self.meeting_words.data or "",
        )


class _Stored:
    """A viewing as the form shows it: its time is that of Athens."""

    def __init__(self, viewing: Viewing) -> None:
        local = viewing.starts_at.astimezone(ATHENS)
        self.on, self.clock = local.date(), local.time()
        self.minutes = (viewing.ends_at - viewing.starts_at) // timedelta(minutes=1)
        self.officer_id, self.opener = viewing.officer_id, viewing.opener
        self.opener_words, self.meeting_words = viewing.opener_words, viewing.meeting_words


class BookForm(ViewingForm):
    """The same with who comes: some of those who are thought of for this flat, and another by its number."""

    household_id = ManyField(_l("Who comes"), coerce=int)
    reference = TextField(_l("Number of another household"), most=40)
    interpreter = TextField(_l("Who interprets"))

    def __init__(self, *args: Any, households: Iterable[Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.household_id.choices = [SelectChoice(one.id, f"{one.name} ({one.reference})") for one in households]


class InviteForm(ByNumberForm, CloseForm):
    """One more household."""

    interpreter = TextField(_l("Who interprets"))


class GuestForm(StegiForm):
    """Who interprets, and what the staff say of it."""

    interpreter_language = SelectField(_l("Interpreter"))
    interpreter = TextField(_l("Who interprets"))
    note = LongTextField(_l("Note"), most=1000)

    def __init__(self, *args: Any, guest: ViewingGuest, **kwargs: Any) -> None:
        super().__init__(*args, obj=guest, **kwargs)
        self.interpreter_language.choices = [SelectChoice("", _("Needs no interpreter")), *language_choices()]

    def details(self) -> GuestNote:
        """What was written down."""
        language = self.interpreter_language.data or None
        return GuestNote(language, self.interpreter.data or None, self.note.data or None)


class CancelForm(StegiForm):
    """Stands beside the button, on a page that shows much else."""

    reason = ChoiceField(_l("Why"), CancelReason, CANCEL_WORDS, empty=_l("Choose a reason"))


def next_morning(at: datetime) -> dict[str, Any]:
    """What a new form begins with: tomorrow at ten, for half an hour."""
    local = at.astimezone(ATHENS)
    return {"on": local.date() + timedelta(days=1), "clock": local.time().replace(10, 0, 0, 0), "minutes": 30}
