"""The form that puts a flat before a household."""

from flask_babel import lazy_gettext as _l

from core.forms import DayField, Required, StegiForm


class OfferForm(StegiForm):
    """Until when the household may answer."""

    answer_by = DayField(_l("Last day for the answer"), [Required(_l("Enter the last day for the answer"))])
