"""The questions that a household is asked."""

from collections.abc import Iterable

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField, RadioField, SelectChoice
from wtforms.validators import InputRequired

from core.forms import LongTextField, Required, StegiForm, TextField
from core.messages import Channel
from core.messages.words import CHANNEL_WORDS
from housing.reasons.declines import DeclineReason
from housing.reasons.withdrawn_offers import ITS_OWN
from housing.words.offers import DECLINE_WORDS, GIVEN_UP_WORDS


class DeclineForm(StegiForm):
    """Why not this home?"""

    reason = RadioField(
        _l("Why not?"),
        [InputRequired(_l("Choose a reason"))],
        choices=[SelectChoice(reason.value, DECLINE_WORDS[reason]) for reason in DeclineReason],
    )
    words = LongTextField(_l("In your own words"), most=1000)


class GiveUpForm(StegiForm):
    """Why not any more, and that it is meant."""

    because = RadioField(
        _l("Why not any more?"),
        [InputRequired(_l("Choose a reason"))],
        choices=[SelectChoice(reason.value, GIVEN_UP_WORDS[reason]) for reason in ITS_OWN],
    )
    words = LongTextField(_l("In your own words"), most=1000)
    is_sure = BooleanField(
        _l("I understand that another household may get this home"),
        [InputRequired(_l("Tick that you understand what it means"))],
    )


class CannotComeForm(StegiForm):
    """Why not, if it wants to say."""

    words = LongTextField(_l("In your own words"), most=1000)


class SendLinkForm(StegiForm):
    """Where a fresh link goes. It carries the link's secret, which only the page that made it knows."""

    token = HiddenField()
    channel = RadioField(_l("How"), [InputRequired(_l("Choose how to send it"))])
    address = TextField(_l("Telephone number or e-mail address"), [Required(_l("Enter where to send it"))])

    def __init__(self, channels: Iterable[Channel], **kwargs: object) -> None:
        super().__init__(**kwargs)
        self.channel.choices = [SelectChoice(channel.value, CHANNEL_WORDS[channel]) for channel in channels]
