"""The forms of an offer: until when, what the household answered, why it is taken back."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, ValidationError
from wtforms.validators import InputRequired, StopValidation

from core.forms import DayField, LongTextField, Required, StegiForm
from housing.reasons.declines import DeclineReason
from housing.words.offers import DECLINE_WORDS, TAKEN_BACK_WORDS

ACCEPTED, DECLINED = "accepted", "declined"


def _where_declined(form: StegiForm, reason: RadioField) -> None:
    """Nothing to say where the home is wanted."""
    if not reason.data:
        reason.errors = []
        raise StopValidation(_("Choose a reason") if form.answer.data == DECLINED else "")


class OfferForm(StegiForm):
    """Until when the household may answer; why it is asked, where it rents a home, or the flat is held for another or
    refused to it.
    """

    answer_by = DayField(_l("Last day for the answer"), [Required(_l("Enter the last day for the answer"))])
    despite_lease = LongTextField(_l("Why it is to move"), most=1000)
    despite_landlord = LongTextField(_l("Why it is offered all the same"), most=1000)


class AnswerForm(StegiForm):
    """What the household said on the telephone or in the office."""

    answer = RadioField(
        _l("What did the household answer?"),
        [InputRequired(_l("Choose an answer"))],
        choices=[SelectChoice(ACCEPTED, _l("It wants the home")), SelectChoice(DECLINED, _l("It does not want it"))],
    )
    reason = RadioField(
        _l("Why not?"),
        [_where_declined],
        choices=[SelectChoice(reason.value, words) for reason, words in DECLINE_WORDS.items()],
    )
    words = LongTextField(_l("In its own words"), most=1000)

    def validate_answer(self, field: RadioField) -> None:
        """A yes with a reason why not is a slip; no button is let go of again, so both are asked for anew."""
        if field.data == ACCEPTED and self.reason.data:
            field.data = self.reason.data = None
            raise ValidationError(_("A reason why not was chosen along with a yes: choose again what it answered"))

    @property
    def decline_reason(self) -> DeclineReason:
        """Of a home that is not wanted."""
        return DeclineReason(self.reason.data)


class TakeBackForm(StegiForm):
    """Why the office takes it back."""

    because = RadioField(
        _l("Why?"),
        [InputRequired(_l("Choose a reason"))],
        choices=[SelectChoice(reason.value, words) for reason, words in TAKEN_BACK_WORDS.items()],
    )
    words = LongTextField(_l("In a few words"), most=1000)
