"""Forms by which two households are said to be one family: which the other is, and who of it is who."""

from collections.abc import Mapping, Sequence

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.forms import Required, StegiForm, TextField
from core.i18n import day
from people.models import HouseholdMember
from people.services.merged_households import WhoIsWho, field_of

COMES, STAYS = "comes", "stays"


class OtherHouseholdForm(StegiForm):
    """Which household was written down once more."""

    number = TextField(_l("Number of the other household"), [Required(_l("Enter the number, such as N-0001"))], most=20)


class WhoIsWhoForm(StegiForm):
    """Who of the other household is whom of the one that leads, comes along, or is nobody of the family."""

    people: Sequence[int] = ()

    def who_is_who(self) -> WhoIsWho:
        """What was chosen, for the service."""
        said = {key: self[field_of(key)].data for key in self.people}
        same = {key: int(choice) for key, choice in said.items() if choice not in (COMES, STAYS)}
        return WhoIsWho(same, frozenset(key for key, choice in said.items() if choice == COMES))


def who_is_who_form(
    others: Sequence[HouseholdMember], own: Sequence[HouseholdMember], likely: Mapping[int, int]
) -> WhoIsWhoForm:
    """A question for each person of the other household, with the answer that is likely."""
    names = {member.person_id: member.name for member in others}
    choices = [
        *(SelectChoice(str(key), _("the same as %(name)s", name=name)) for key, name in _named(own).items()),
        SelectChoice(COMES, _("comes along: belongs to the family too")),
        SelectChoice(STAYS, _("stays: does not belong to the family")),
    ]
    fields = {field_of(key): SelectField(name, choices=choices) for key, name in names.items()}
    kind: type[WhoIsWhoForm] = type("FormOfWhoIsWho", (WhoIsWhoForm,), fields)
    form = kind(data={field_of(key): str(likely.get(key, COMES)) for key in names})
    form.people = list(names)
    return form


def _named(members: Sequence[HouseholdMember]) -> dict[int, str]:
    return {member.person_id: f"{member.name}, {day(member.born_on)}" for member in members}
