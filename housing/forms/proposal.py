"""Forms about households that are put to landlords: a talk, what was told, and the answer."""

from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice

from core.forms import ChoiceField, ManyField
from housing.disclosed_facts import DisclosedFact
from housing.forms.by_number import ByNumberForm
from housing.reasons.refusals import RefusalReason
from housing.words.answers import ANSWERS_HEARD, TOLD_WORDS
from housing.words.talks import REFUSAL_WORDS
from people.forms.log import LogEntryForm
from people.models import TalkOutcome


class ProposalAnswerForm(LogEntryForm):
    """A talk in which a landlord answered about a household."""

    outcome = ChoiceField(_l("What the landlord answered"), TalkOutcome, ANSWERS_HEARD)
    refusal = ChoiceField(_l("Why the landlord refused"), RefusalReason, REFUSAL_WORDS, empty=_l("Not refused"))


class ProposalForm(ByNumberForm, ProposalAnswerForm):
    """The same, in which it was asked: about whom, and what it was told."""

    told = ManyField(_l("What the landlord was told of it"), coerce=DisclosedFact)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.told.choices = [SelectChoice(fact.value, words) for fact, words in TOLD_WORDS.items()]
