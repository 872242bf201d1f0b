"""The questions that a household is asked."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from core.forms import LongTextField, StegiForm
from housing.decline_reasons import DeclineReason
from housing.words import DECLINE_WORDS


class DeclineForm(StegiForm):
    """Why not this home?"""

    reason = RadioField(
        _l("Why not?"),
        [InputRequired(_l("Choose a reason"))],
        choices=[SelectChoice(reason.value, DECLINE_WORDS[reason]) for reason in DeclineReason],
    )
    words = LongTextField(_l("In your own words"), most=1000)
