"""Forms about persons and their time in a household."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField, ValidationError

from core.dates import DAY
from core.forms import ChoiceField, DayField, ManyField, Required, StegiForm, TextField
from people.countries import country_choices
from people.forms.alike import AsksWhetherSame
from people.joining import MOVES, Joining, Leaving
from people.languages import language_choices
from people.models import HouseholdMember, PersonLanguage, ProtectionStatus, Relation, Sex
from people.services.members import Membership
from people.services.persons import PersonDetails
from people.words import JOINING_WORDS, LEAVING_WORDS, PROTECTION_WORDS, RELATION_WORDS, SEX_WORDS

INFANCY = 365 * DAY  # of who joins so young it is asked whether it was born here: it may count from another day


def _code(spoken: PersonLanguage | str) -> str:
    """Of a stored language as of a typed one."""
    return spoken.language if isinstance(spoken, PersonLanguage) else spoken


class PersonForm(StegiForm):
    """What is written down about a person."""

    name = TextField(_l("Name"), [Required(_l("Enter the name of the person"))])
    latin_name = TextField(_l("Name in Latin letters"))
    born_on = DayField(_l("Date of birth"), [Required(_l("Enter the date of birth"))])
    sex = ChoiceField(_l("Sex"), Sex, SEX_WORDS, empty=_l("Not asked"))
    nationality = SelectField(_l("Nationality"))
    protection_status = ChoiceField(_l("Protection status"), ProtectionStatus, PROTECTION_WORDS, empty=_l("Not asked"))
    languages = ManyField(_l("Languages"), coerce=_code)
    interpreter_language = SelectField(_l("Interpreter"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.nationality.choices = [SelectChoice("", _("Not asked")), *country_choices()]
        self.languages.choices = language_choices()
        self.interpreter_language.choices = [SelectChoice("", _("Needs no interpreter")), *language_choices()]

    def details(self) -> PersonDetails:
        """What was typed, for the service."""
        return PersonDetails(
            name=self.name.data,
            born_on=self.born_on.data,
            latin_name=self.latin_name.data or None,
            sex=self.sex.data,
            nationality=self.nationality.data or None,
            languages=tuple(self.languages.data or ()),
            interpreter_language=self.interpreter_language.data or None,
            protection_status=self.protection_status.data,
        )


class MembershipForm(StegiForm):
    """As what, since when and until when somebody belongs to a household."""

    relation = ChoiceField(_l("Relation"), Relation, RELATION_WORDS, empty=_l("Not asked"))
    joined_on = DayField(_l("First day in the household"))
    joined_by = ChoiceField(_l("How the person joined"), Joining, JOINING_WORDS, empty=_l("Not asked"))
    left_on = DayField(_l("First day away"))
    left_by = ChoiceField(_l("Why the person left"), Leaving, LEAVING_WORDS, empty=_l("Not asked"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def validate_left_by(self, field: ChoiceField) -> None:
        if field.data is Leaving.DEATH and self.left_on.data and self.left_on.data > self.on + DAY:
            raise ValidationError(_("Nobody’s death is written down before it."))

    def membership(self) -> Membership:
        """What was typed, for the service."""
        return Membership(
            self.relation.data, self.joined_on.data, self.left_on.data, self.joined_by.data, self.left_by.data
        )


class NewMemberForm(PersonForm, MembershipForm, AsksWhetherSame):
    """A person who is not known yet, in a household that is."""

    def validate_joined_by(self, field: ChoiceField) -> None:
        """Of a small child nobody guesses since when it counts."""
        born_on, joined_on = self.born_on.data, self.joined_on.data
        if not field.data and born_on and joined_on and born_on < joined_on < born_on + INFANCY:
            raise ValidationError(
                _("Choose how the child joined: who is born here belongs to it from the day of birth")
            )

    def membership(self) -> Membership:
        """What was typed. The day of a birth is not asked twice: where nobody changed the first day, it is that one."""
        typed = super().membership()
        is_birth = typed.joined_by is Joining.BIRTH and typed.joined_on in (None, self.on)
        return replace(typed, joined_on=self.born_on.data) if is_birth else typed


class MoveForm(StegiForm):
    """Who moves to which other household, and on which day."""

    members = ManyField(_l("Who moves"), coerce=int)
    on = DayField(_l("First day there"), [Required(_l("Enter the first day in the other household"))])
    by = ChoiceField(_l("Why they leave"), Leaving, {by: LEAVING_WORDS[by] for by in MOVES})
    reference = TextField(_l("Number of the household they join"), most=20)
    name = TextField(_l("Name of the new household"))

    def __init__(self, *args: Any, members: Sequence[HouseholdMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._members = members
        self.members.choices = [SelectChoice(member.id, member.name) for member in members]

    def validate_members(self, field: ManyField) -> None:
        if not field.data:
            raise ValidationError(_("Choose who moves"))

    def validate_reference(self, field: TextField) -> None:
        if bool(field.data) == bool(self.name.data):
            raise ValidationError(_("Enter either the number of a household or the name of a new one"))

    @property
    def chosen(self) -> list[HouseholdMember]:
        """Those who move, the oldest first."""
        return [member for member in self._members if member.id in self.members.data]
