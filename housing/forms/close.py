"""Asking once more before something is planned shortly before or after something else."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, HiddenField

from core.forms import StegiForm
from core.i18n import say
from housing.services.viewings.close_viewings import Close


class CloseForm(StegiForm):
    """A form of which each sentence about what is too near is answered by one tick: for these only."""

    all_the_same = BooleanField(_l("It is meant like that: save it all the same"))
    told = HiddenField()  # what was asked about

    def asks(self, found: Sequence[Close], field: str) -> bool:
        """Whether the person has not said yet that these are meant; then the form asks, beside a field of it."""
        told = " ".join(close.key for close in found)
        if not found or (self.all_the_same.data and self.told.data == told):
            return False
        self.told.data, self.all_the_same.data = told, False
        said = [f"{say(close.where)} {say(close.between)}" for close in found]
        self[field].errors = [*self[field].errors, *said]
        return True
