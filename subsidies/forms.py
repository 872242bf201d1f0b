"""Forms about awards and payments."""

from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice, ValidationError
from wtforms.validators import AnyOf

from core.forms import DayField, LongTextField, Required, StegiForm

PAID = "paid"
REJECTED = "rejected"

MOST_REASON = 500  # letters


class ReturnForm(StegiForm):
    """Why something goes back to who prepared it."""

    reason = LongTextField(
        _l("Reason, as who prepared it will read it"), [Required(_l("Enter the reason"))], most=MOST_REASON
    )


class BatchForm(StegiForm):
    """When the bank is to pay."""

    execution_on = DayField(_l("Day on which the bank pays"), [Required(_l("Enter the day on which the bank pays"))])


class PaidForm(StegiForm):
    """The bank has paid; `on` is the day it is written down."""

    recorded_on = DayField(_l("Day, as the bank's statement says"), [Required(_l("Enter the day"))])

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def validate_recorded_on(self, field: DayField) -> None:
        if field.data is not None and field.data > self.on:
            raise ValidationError(_("This day lies in the future."))


class OutcomeForm(PaidForm):
    """What the bank did with one payment."""

    outcome = RadioField(
        _l("What the bank did"),
        [AnyOf((PAID, REJECTED), message=_l("Choose what the bank did"))],
        validate_choice=False,  # the validator says it in our words
        choices=[SelectChoice(PAID, _l("It paid")), SelectChoice(REJECTED, _l("It sent the payment back"))],
    )
    reason = LongTextField(_l("Reason that the bank gave"), most=MOST_REASON)

    def validate_reason(self, field: LongTextField) -> None:
        if self.outcome.data == REJECTED and not field.data:
            raise ValidationError(_("Enter the reason that the bank gave"))
