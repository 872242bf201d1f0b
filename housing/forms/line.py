"""Why a household is taken out of a line."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from core.forms import LongTextField, StegiForm
from housing.reasons.lines import OF_OFFICERS
from housing.words.lines import LINE_REASON_WORDS


class TakeOutForm(StegiForm):
    """Why, and in a few words what else there is to say."""

    because = RadioField(
        _l("Why?"),
        [InputRequired(_l("Choose a reason"))],
        choices=[SelectChoice(reason.value, LINE_REASON_WORDS[reason]) for reason in OF_OFFICERS],
    )
    words = LongTextField(_l("In a few words"), most=1000)
