"""The forms of a report of discrimination, and of what was done about it."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField
from wtforms.validators import InputRequired

from core.forms import ChoiceField, DayField, LongTextField, Required, StegiForm
from housing.discrimination import Evidence, Ground, Refuser, Response, Result
from housing.services.landlords.discrimination import ReportDetails, StepDetails
from housing.words.talks import EVIDENCE_WORDS, GROUND_WORDS, REFUSER_WORDS, RESPONSE_WORDS, RESULT_WORDS


class DiscriminationForm(StegiForm):
    """What happened; `centres` are those the person may report for."""

    happened_on = DayField(_l("Day"), [Required(_l("Enter the day"))])
    ground = ChoiceField(
        _l("On what ground"),
        Ground,
        GROUND_WORDS,
        empty=_l("Choose"),
        validators=[InputRequired(_l("Choose the ground"))],
    )  # none stands there before: the figures count it
    evidence = ChoiceField(_l("How we know"), Evidence, EVIDENCE_WORDS)
    refused_by = ChoiceField(_l("Who refused"), Refuser, REFUSER_WORDS, empty=_l("Not known"))
    words = LongTextField(_l("What was said or written"), [Required(_l("Enter what was said or written"))], most=2000)
    centre_id = SelectField(_l("Centre"), coerce=int)

    def __init__(self, *args: Any, centres: Sequence[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre_id.choices = [SelectChoice(key, name) for key, name in centres]

    def details(self) -> ReportDetails:
        """What was typed, for the service."""
        return ReportDetails(
            self.happened_on.data,
            self.ground.data,
            self.evidence.data,
            self.words.data,
            self.centre_id.data,
            self.refused_by.data,
        )


class DiscriminationStepForm(StegiForm):
    """What was done about a report."""

    response = ChoiceField(_l("What was done"), Response, RESPONSE_WORDS)
    done_on = DayField(_l("Day"), [Required(_l("Enter the day"))])
    result = ChoiceField(_l("What came of it"), Result, RESULT_WORDS)
    note = LongTextField(_l("Note"), most=2000)

    def details(self) -> StepDetails:
        """What was typed, for the service."""
        return StepDetails(self.response.data, self.done_on.data, self.result.data, self.note.data)
