"""Forms about households that are put to landlords: a talk, what was told, and the answer."""

from collections.abc import Iterable
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.forms import ChoiceField, ManyField, TextField
from housing.forms.shortlist import ANOTHER, refuse_both
from housing.reasons.refusals import RefusalReason
from housing.told_facts import ToldFact
from housing.words.answers import ANSWERS_HEARD, TOLD_WORDS
from housing.words.talks import REFUSAL_WORDS
from people.forms.log import LogEntryForm
from people.models import Household, Outcome


class ProposalAnswerForm(LogEntryForm):
    """A talk in which a landlord answered about a household."""

    outcome = ChoiceField(_l("What the landlord answered"), Outcome, ANSWERS_HEARD)
    refusal = ChoiceField(_l("Why the landlord refused"), RefusalReason, REFUSAL_WORDS, empty=_l("Not refused"))


class ProposalForm(ProposalAnswerForm):
    """The same, in which it was asked: about whom, and what it was told."""

    household_id = SelectField(_l("Household"), coerce=int)
    reference = TextField(_l("Number of another household"), most=40)
    told = ManyField(_l("What the landlord was told of it"), coerce=ToldFact)

    def __init__(self, *args: Any, households: Iterable[Household], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        named = [SelectChoice(one.id, f"{one.name} ({one.reference})") for one in households]
        self.household_id.choices = [*named, SelectChoice(ANOTHER, _("Another, by its number"))]
        self.told.choices = [SelectChoice(fact.value, words) for fact, words in TOLD_WORDS.items()]

    def validate_reference(self, field: TextField) -> None:
        refuse_both(self.household_id.data, field)
