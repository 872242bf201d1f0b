"""The forms about how much each part of a score counts."""

from collections.abc import Iterator
from dataclasses import fields, replace
from itertools import chain

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import Field, ValidationError

from core.forms import Required, StegiForm, TextField, WholeNumberField, between
from housing.allocation import FairnessWeights
from housing.ranking import Weights

MOST = 1000
ALWAYS = ("money", "room", "distance")  # of every household
_FROM_NOTHING = between(0, MOST, _l("Whole numbers from 0 to 1000"))
_CHECKS = (Required(_l("Enter a number, 0 for what is not to count")), _FROM_NOTHING)


class WeightsForm(StegiForm):
    """Weights to look at. Sent by GET."""

    class Meta:
        csrf = False

    money = WholeNumberField(_l("Left to pay each month"), _CHECKS)
    room = WholeNumberField(_l("Room"), _CHECKS)
    distance = WholeNumberField(_l("Distance from the centre"), _CHECKS)
    wishes = WholeNumberField(_l("What else it wishes"), _CHECKS)
    home = WholeNumberField(_l("A home at all"), [between(1, MOST, _l("Whole numbers from 1 to 1000"))])
    waiting = WholeNumberField(_l("Waiting"), [_FROM_NOTHING])
    vulnerability = WholeNumberField(_l("Vulnerability"), [_FROM_NOTHING])

    @property
    def parts(self) -> Iterator[Field]:
        """A field for each part of the score, then those of fairness, which may be left empty."""
        return chain(self.of_ranking, self.of_fairness)

    @property
    def of_ranking(self) -> Iterator[Field]:
        return (self[part.name] for part in fields(Weights) if part.name in self)

    @property
    def of_fairness(self) -> Iterator[Field]:
        return (self[part.name] for part in fields(FairnessWeights))

    def validate_money(self, field: Field) -> None:
        """Something has to count for every household."""
        if not any(self[part].data for part in ALWAYS):
            raise ValidationError(_("Of money, room and distance one at least has to count."))

    def weights(self, usual: Weights) -> Weights:
        """What was typed; for a part without a field the usual."""
        return replace(usual, **{part.name: part.data for part in self.of_ranking})

    def fairness(self, usual: FairnessWeights) -> FairnessWeights:
        """What was typed; for what was left empty the usual."""
        return replace(usual, **{part.name: part.data for part in self.of_fairness if part.data is not None})


class SetWeightsForm(WeightsForm):
    """The same, to be set."""

    class Meta:
        csrf = True

    reason = TextField(_l("Why"), [Required(_l("Say why"))])
