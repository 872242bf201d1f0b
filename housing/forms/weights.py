"""The forms about how much each part of a score counts."""

from collections.abc import Iterator
from dataclasses import fields, replace

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError

from core.forms import Required, StegiForm, TextField, WholeNumberField, between
from housing.ranking import Weights

MOST = 1000
ALWAYS = ("money", "room", "distance")  # of every household
_CHECKS = (
    Required(_l("Enter a number, 0 for what is not to count")),
    between(0, MOST, _l("Whole numbers from 0 to 1000")),
)


class WeightsForm(StegiForm):
    """Weights to look at. Sent by GET."""

    class Meta:
        csrf = False

    money = WholeNumberField(_l("Left to pay each month"), _CHECKS)
    room = WholeNumberField(_l("Room"), _CHECKS)
    distance = WholeNumberField(_l("Distance from the centre"), _CHECKS)
    wishes = WholeNumberField(_l("What else it wishes"), _CHECKS)

    @property
    def parts(self) -> Iterator[Field]:
        """A field for each part of the score."""
        return (self[part.name] for part in fields(Weights) if part.name in self)

    def validate_money(self, field: Field) -> None:
        """Something has to count for every household."""
        if not any(self[part].data for part in ALWAYS):
            raise ValidationError(_("Of money, room and distance one at least has to count."))

    def weights(self, usual: Weights) -> Weights:
        """What was typed; for a part without a field the usual."""
        return replace(usual, **{part.name: part.data for part in self.parts})


class SetWeightsForm(WeightsForm):
    """The same, to be set."""

    class Meta:
        csrf = True

    reason = TextField(_l("Why"), [Required(_l("Say why"))])
