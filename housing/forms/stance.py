"""The form about what a landlord said."""

from datetime import date
from typing import Any

from flask_babel import lazy_gettext as _l

from core.forms import ChoiceField, DayField, LongTextField, Required, StegiForm, TextField
from housing.models import StanceAnswer, StanceTopic
from housing.services.landlords.stances import Statement
from housing.words.stances import ANSWER_WORDS, TOPIC_QUESTIONS


def _question(topic: StanceTopic) -> ChoiceField:
    return ChoiceField(TOPIC_QUESTIONS[topic], StanceAnswer, ANSWER_WORDS, empty=_l("Not asked"))


class StanceForm(StegiForm):
    """Every question, and who answered; what was not asked stays empty."""

    subsidised = _question(StanceTopic.SUBSIDISED)
    children = _question(StanceTopic.CHILDREN)
    pets = _question(StanceTopic.PETS)
    foreigners = _question(StanceTopic.FOREIGNERS)
    seasonal_only = _question(StanceTopic.SEASONAL_ONLY)
    said_by = TextField(_l("Who said it"), [Required(_l("Enter who said it: the landlord, a relative, an agent"))])
    said_on = DayField(_l("When"), [Required(_l("Enter the day on which it was said"))])
    note = LongTextField(_l("In their words"), most=2000)

    @property
    def questions(self) -> dict[StanceTopic, Any]:
        """The field of each question."""
        return {topic: self[topic.value.replace("-", "_")] for topic in StanceTopic}

    def answers(self) -> dict[StanceTopic, StanceAnswer]:
        """What was answered."""
        return {topic: field.data for topic, field in self.questions.items() if field.data is not None}

    def said(self) -> Statement:
        """Who said it, when and how."""
        on: date = self.said_on.data
        return Statement(self.said_by.data, on, self.note.data or None)
