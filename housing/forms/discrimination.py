"""The form of a report of discrimination."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.forms import ChoiceField, DayField, LongTextField, Required, StegiForm
from housing.discrimination import Evidence, Ground
from housing.services.discrimination import ReportDetails
from housing.talk_words import EVIDENCE_WORDS, GROUND_WORDS


class DiscriminationForm(StegiForm):
    """What happened; `centres` are those the person may report for."""

    happened_on = DayField(_l("Day"), [Required(_l("Enter the day"))])
    ground = ChoiceField(_l("On what ground"), Ground, GROUND_WORDS)
    evidence = ChoiceField(_l("How we know"), Evidence, EVIDENCE_WORDS)
    words = LongTextField(_l("What was said or written"), [Required(_l("Enter what was said or written"))], most=2000)
    centre_id = SelectField(_l("Centre"), coerce=int)

    def __init__(self, *args: Any, centres: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre_id.choices = [SelectChoice(key, name) for key, name in centres]

    def details(self) -> ReportDetails:
        """What was typed, for the service."""
        return ReportDetails(
            self.happened_on.data, self.ground.data, self.evidence.data, self.words.data, self.centre_id.data
        )
