"""Forms about talks with landlords."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.forms import ChoiceField
from housing.models import Listing
from housing.reasons.refusals import RefusalReason
from housing.words.talks import REFUSAL_WORDS
from people.forms.log import LogEntryForm


class LandlordTalkForm(LogEntryForm):
    """A talk with a landlord about one of its flats, or about none."""

    listing_id = SelectField(_l("About which flat"), coerce=int)
    refusal = ChoiceField(_l("Why the landlord refused"), RefusalReason, REFUSAL_WORDS, empty=_l("Not refused"))

    def __init__(self, *args: Any, listings: Sequence[Listing], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._listings = {listing.id: listing for listing in listings}
        named = [SelectChoice(listing.id, listing.title) for listing in listings]
        self.listing_id.choices = [SelectChoice(0, _("None in particular")), *named]

    @property
    def listing(self) -> Listing | None:
        """The flat that was chosen."""
        return self._listings.get(self.listing_id.data)
