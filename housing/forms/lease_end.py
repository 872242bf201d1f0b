"""The form of the end of a lease before its term."""

from flask_babel import lazy_gettext as _l
from wtforms import RadioField, SelectChoice
from wtforms.validators import InputRequired

from core.forms import DayField, LongTextField, Required, StegiForm
from housing.lease_ends import EndedBy, EndReason
from housing.services.leases.lease_ends import LeaseEnd
from housing.words.leases import END_BY_WORDS, END_WORDS


class LeaseEndForm(StegiForm):
    """With which day it ends, who ended it, and why."""

    last_day = DayField(_l("Last day of the lease"), [Required(_l("Enter the last day of the lease"))])
    by = RadioField(
        _l("Who ended it?"),
        [InputRequired(_l("Choose who ended it"))],
        choices=[SelectChoice(one.value, words) for one, words in END_BY_WORDS.items()],
    )
    reason = RadioField(
        _l("Why?"),
        [InputRequired(_l("Choose a reason"))],
        choices=[SelectChoice(reason.value, words) for reason, words in END_WORDS.items()],
    )
    words = LongTextField(_l("In a few words"), most=1000)

    def end(self) -> LeaseEnd:
        """What was said, for the service."""
        return LeaseEnd(self.last_day.data, EndedBy(self.by.data), EndReason(self.reason.data), self.words.data or "")
