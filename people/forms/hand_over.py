"""The form by which cases are handed over."""

from collections.abc import Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_babel import ngettext
from markupsafe import Markup
from wtforms import BooleanField, HiddenField, SelectChoice, SelectField

from core.auth.models import User
from core.forms import LongTextField, ManyField, Required, StegiForm
from people.models import Household
from people.services.hand_overs import OpenCases
from people.services.officers import Portion

NONE = "none"


class HandOverForm(StegiForm):
    """Whose cases go to whom, what the other should know, and which of those that were told before it is done.

    Which they are is asked once it is known whose they are; until then whatever is chosen already goes along.
    """

    from_id = SelectField(_l("Whose cases"), coerce=int)
    to_id = SelectField(_l("Who takes over the cases"), [Required(_l("Choose who takes over the cases"))])
    note = LongTextField(_l("Note"), most=2000)
    household = ManyField(_l("Households"), coerce=int, choices=[], validate_choice=False)
    others = BooleanField()
    ticks = HiddenField()  # which of its buttons was pressed: all or none
    seen = HiddenField()  # what the page said would go to whom

    def __init__(self, *args: Any, staff: Sequence[User], takers: Sequence[User], actor: User, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        others = [SelectChoice(user.id, user.name) for user in takers if user.id != actor.id]
        own = [SelectChoice(user.id, user.name) for user in takers if user.id == actor.id]
        self.from_id.choices = [
            SelectChoice(user.id, _("Mine") if user.id == actor.id else user.name) for user in staff
        ]
        # Nobody is chosen for them; whoever asks comes last: most give their own.
        self.to_id.choices = [SelectChoice("", _l("Choose a person")), *others, *own]

    def offer(self, cases: OpenCases, giver: User) -> Portion:
        """Ask which of the cases go, and give what is ticked: all where nothing was told or chosen for this giver."""
        known = {household.id for household in cases.households}
        chosen = known.intersection(self.household.data or ())
        told = self.seen.data or ""
        is_new = not told.startswith(f"{giver.id}-") and bool(told or not self.household.data)
        if self.ticks.data or is_new:
            chosen, self.others.data = (set(), False) if self.ticks.data == NONE else (known, True)
        self.household.choices = [
            SelectChoice(household.id, _named(household, cases.steps_with(household))) for household in cases.households
        ]
        self.household.data = sorted(chosen)
        left = len(cases.other_steps)
        self.others.label.text = ngettext(
            "%(num)s next step with others, such as landlords",
            "%(num)s next steps with others, such as landlords",
            left,
        )
        return cases.portion(chosen, with_others=self.others.data)


def _named(household: Household, steps: int) -> Markup:
    named = Markup('<bdi>{}</bdi> <span class="st-ltr st-quiet small">{}</span>').format(
        household.name, household.reference
    )
    if not steps:
        return named
    return named + ", " + ngettext("%(num)s next step", "%(num)s next steps", steps)
