"""Forms about talks with a household, their next steps, and agreements."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField, ValidationError

from core.auth.models import User
from core.forms import ChoiceField, DayField, LongTextField, ManyField, Required, StegiForm, TextField
from people.languages import language_choices
from people.models import Channel, Purpose, TalkOutcome
from people.services.consents import ConsentDetails
from people.services.log import EntryDetails, NextStepDetails
from people.words import CHANNEL_WORDS, OUTCOME_WORDS, PURPOSE_WORDS


class LogEntryForm(StegiForm):
    """What was said, and what is to be done next; `staff` may be responsible and may be named as readers."""

    happened_on = DayField(_l("Day"), [Required(_l("Enter the day"))])
    channel = ChoiceField(_l("How"), Channel, CHANNEL_WORDS)
    spoken_with = TextField(_l("With whom"), [Required(_l("Enter with whom you spoke"))])
    language = SelectField(_l("Language"))
    interpreter = TextField(_l("Interpreter"))
    outcome = ChoiceField(_l("What came of it"), TalkOutcome, OUTCOME_WORDS)
    note = LongTextField(_l("Note"), most=4000)
    is_restricted = BooleanField(_l("Only I and those named below may read the note"))
    reader_ids = ManyField(_l("Who else may read it"), coerce=int)
    next_step = TextField(_l("What is to be done"))
    responsible_id = SelectField(_l("Who does it"), coerce=int)
    due_on = DayField(_l("By when"))

    def __init__(self, *args: Any, actor: User, staff: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice("", _("Not asked")), *language_choices()]
        self.reader_ids.choices = [SelectChoice(user.id, user.name) for user in staff]
        self.responsible_id.choices = [SelectChoice(user.id, user.name) for user in (actor, *staff)]

    def validate_next_step(self, field: TextField) -> None:
        if self.due_on.raw_data and self.due_on.raw_data[0].strip() and not field.data:
            raise ValidationError(_("Enter what is to be done by that day, or leave the day empty"))

    def validate_due_on(self, field: DayField) -> None:
        if self.next_step.data and field.data is None and not field.errors:
            raise ValidationError(_("Enter by when it is to be done"))

    def details(self) -> EntryDetails:
        """What was typed, for the service."""
        step = NextStepDetails(self.next_step.data, self.responsible_id.data, self.due_on.data)
        return EntryDetails(
            happened_on=self.happened_on.data,
            spoken_with=self.spoken_with.data,
            channel=self.channel.data,
            outcome=self.outcome.data,
            language=self.language.data or None,
            interpreter=self.interpreter.data or None,
            note=self.note.data or None,
            is_restricted=self.is_restricted.data,
            reader_ids=tuple(self.reader_ids.data or ()),
            next_step=step if self.next_step.data else None,
        )


class TaskForm(StegiForm):
    """What is to be done, by whom and by when."""

    next_step = TextField(_l("What is to be done"), [Required(_l("Enter what is to be done"))])
    responsible_id = SelectField(_l("Who does it"), coerce=int)
    due_on = DayField(_l("By when"), [Required(_l("Enter by when it is to be done"))])

    def __init__(self, *args: Any, staff: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.responsible_id.choices = [SelectChoice(user.id, user.name) for user in staff]

    def details(self) -> NextStepDetails:
        """What was typed, for the service."""
        return NextStepDetails(self.next_step.data, self.responsible_id.data, self.due_on.data)


class ConsentForm(StegiForm):
    """To what somebody agreed, and in which text."""

    purpose = ChoiceField(_l("What the person agrees to"), Purpose, PURPOSE_WORDS)
    text_version = TextField(_l("Version of the text"), [Required(_l("Enter the version of the text"))], most=40)
    language = SelectField(_l("Language it was read in"))
    given_on = DayField(_l("Day"), [Required(_l("Enter the day"))])

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = language_choices()

    def details(self) -> ConsentDetails:
        """What was typed, for the service."""
        return ConsentDetails(self.purpose.data, self.text_version.data, self.language.data, self.given_on.data)


class OfficerForm(StegiForm):
    """Who answers for a household."""

    officer_id = SelectField(_l("Responsible officer"), coerce=int)

    def __init__(self, *args: Any, staff: Sequence[User], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.officer_id.choices = [SelectChoice(user.id, user.name) for user in staff]
