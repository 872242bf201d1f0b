"""Forms about talks with landlords."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l

from core.forms import ChoiceField
from housing.forms.flat_choice import FlatField
from housing.models import Listing
from housing.reasons.refusals import RefusalReason
from housing.words.talks import REFUSAL_WORDS
from people.forms.log import LogEntryForm


class LandlordTalkForm(LogEntryForm):
    """A talk with a landlord about one of its flats, or about none."""

    listing_id = FlatField(_l("About which flat"))
    refusal = ChoiceField(_l("Why the landlord refused"), RefusalReason, REFUSAL_WORDS, empty=_l("Not refused"))

    def __init__(self, *args: Any, listings: Sequence[Listing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.listing_id.offer(listings)
