"""Forms about what a household lives on and who else pays towards its rent."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.dates import DAY
from core.forms import ChoiceField, DayField, ManyField, MoneyField, Required, StegiForm, TextField
from people.models import IncomeKind, Per, Person, SupportKind
from people.services.incomes import IncomeDetails
from people.services.supports import SupportDetails
from people.words import INCOME_WORDS, PER_WORDS, SUPPORT_WORDS


class DeclaredForm(StegiForm):
    """An amount, for a month or a year, and for how long it runs."""

    amount = MoneyField(_l("Amount"), [Required(_l("Enter the amount"))])
    per = ChoiceField(_l("For"), Per, PER_WORDS)
    starts_on = DayField(_l("First day"), [Required(_l("Enter the first day"))])
    last_day = DayField(_l("Last day"))
    paper = TextField(_l("Paper you have seen"))

    def declared(self) -> dict[str, Any]:
        """What was typed, as far as it is alike for all."""
        return {
            "amount": self.amount.data,
            "per": self.per.data,
            "starts_on": self.starts_on.data,
            "ends_on": self.last_day.data + DAY if self.last_day.data else None,
            "note": self.note.data or None,
            "paper": self.paper.data or None,
        }


class IncomeForm(DeclaredForm):
    """What somebody lives on."""

    kind = ChoiceField(_l("Kind"), IncomeKind, INCOME_WORDS)
    note = TextField(_l("From whom"))

    def details(self) -> IncomeDetails:
        """What was typed, for the service."""
        return IncomeDetails(kind=self.kind.data, **self.declared())


class NewIncomeForm(IncomeForm):
    """The same with whose it is."""

    person_id = SelectField(_l("Whose income it is"), coerce=int)

    def __init__(self, *args: Any, people: Sequence[Person], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._people = {person.id: person for person in people}
        self.person_id.choices = [SelectChoice(person.id, person.name) for person in people]

    @property
    def person(self) -> Person:
        """Who was chosen."""
        return self._people[self.person_id.data]


class SupportForm(DeclaredForm):
    """What else pays towards the rent."""

    kind = ChoiceField(_l("Kind"), SupportKind, SUPPORT_WORDS)
    note = TextField(_l("Who pays it"))

    def details(self) -> SupportDetails:
        """What was typed, for the service."""
        return SupportDetails(kind=self.kind.data, **self.declared())


class BlockingSupportForm(StegiForm):
    """Which kinds of other support block an award."""

    kinds = ManyField(_l("Whoever gets one of these gets no award for the same days"), coerce=str)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kinds.choices = [SelectChoice(kind.value, words) for kind, words in SUPPORT_WORDS.items()]

    def chosen(self) -> frozenset[SupportKind]:
        """What was ticked."""
        return frozenset(map(SupportKind, self.kinds.data or ()))
