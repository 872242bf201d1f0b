"""Which period and which centre figures are about: what was chosen stands in the address."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.forms import StegiForm
from core.i18n import language
from core.structure import Centre
from housing.figures.periods import ReportingPeriod
from housing.words.figures import period_words


class FiguresForm(StegiForm):
    """Only shown: what an address says wrongly is left out of account."""

    class Meta:
        csrf = False

    period = SelectField(_l("Period"))
    centre = SelectField(_l("Centre"))

    def __init__(
        self, *args: Any, periods: Sequence[ReportingPeriod], centres: Sequence[Centre], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.period.choices = [SelectChoice(period.name, period_words(period)) for period in periods]
        named = (SelectChoice(str(centre.id), centre.name(language())) for centre in centres)
        self.centre.choices = [SelectChoice("", _l("All centres")), *named]
