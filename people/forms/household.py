"""Forms about households."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, FieldList, Form, FormField, SelectChoice, SelectField, SubmitField, ValidationError

from core.forms import ChoiceField, DayField, Required, StegiForm, TextField, checked_by
from core.phones import check_phone
from people.forms.alike import AsksWhetherSame
from people.languages import language_choices
from people.models import Relation
from people.services.households import HouseholdDetails
from people.services.members import Membership
from people.services.persons import PersonDetails
from people.services.stages import Beginning
from people.words import RELATION_WORDS

ROWS_AT_FIRST = 6
ROWS_AT_ONCE = 4
MOST_ROWS = 30

Choices = Sequence[tuple[int, str]]


class HouseholdForm(StegiForm):
    """What is written down about a household; `centres` are those the person may choose."""

    name = TextField(_l("Name of the household"), [Required(_l("Enter the name the family goes by"))])
    language = SelectField(_l("Language it reads"))
    centre_id = SelectField(_l("Centre"), coerce=int)
    single_parent = BooleanField(_l("One parent alone with children"))

    def __init__(self, *args: Any, centres: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = language_choices()
        self.centre_id.choices = [SelectChoice(key, name) for key, name in centres]

    def details(self) -> HouseholdDetails:
        """What was typed, for the service."""
        return HouseholdDetails(
            name=self.name.data,
            language=self.language.data,
            centre_id=self.centre_id.data,
            single_parent=self.single_parent.data,
        )


class MemberRow(Form):
    """One line of the new household's table; left empty it is nobody."""

    name = TextField(_l("Name"))
    born_on = DayField(_l("Date of birth"))
    relation = ChoiceField(_l("Relation"), Relation, RELATION_WORDS, empty=_l("Not asked"))

    @property
    def is_empty(self) -> bool:
        return not self.name.data and not any(text.strip() for text in self.born_on.raw_data or ())

    def validate_name(self, field: TextField) -> None:
        if not field.data and not self.is_empty:
            raise ValidationError(_("Enter the name of the person"))

    def validate_born_on(self, field: DayField) -> None:
        if field.data is None and not field.errors and not self.is_empty:
            raise ValidationError(_("Enter the date of birth of the person"))


class NewHouseholdForm(HouseholdForm, AsksWhetherSame):
    """A household with its people. The button for more rows needs no script and keeps what was typed."""

    phone = TextField(_l("Telephone"), [checked_by(check_phone)], most=40)
    referred_by = TextField(_l("Who referred it"), most=200)
    referred_on = DayField(_l("Referred on"))
    taken_in_on = DayField(_l("Taken in on"))
    members = FieldList(FormField(MemberRow), min_entries=ROWS_AT_FIRST, max_entries=MOST_ROWS)
    more_rows = SubmitField(_l("More people"))

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.on = on

    def add_rows(self) -> None:
        """Room for some more people."""
        for _row in range(min(ROWS_AT_ONCE, MOST_ROWS - len(self.members))):
            self.members.append_entry()

    def validate_members(self, field: FieldList) -> None:
        """At least one person, nobody of the future; the sentence stands beside the field it is about."""
        rows = [row.form for row in field]
        faults = [(row.born_on, _("A birth date cannot lie in the future")) for row in rows if self._is_unborn(row)]
        if all(row.is_empty for row in rows):
            faults.append((rows[0].name, _("Enter at least one person")))
        for faulty, sentence in faults:
            faulty.errors = [sentence]
        if faults:
            raise ValidationError(faults[0][1])

    def people(self) -> list[tuple[PersonDetails, Membership]]:
        """Who was typed in, for the service."""
        rows = [row.form for row in self.members if not row.form.is_empty]
        return [
            (PersonDetails(row.name.data, row.born_on.data), Membership(relation=row.relation.data)) for row in rows
        ]

    def beginning(self) -> Beginning:
        """How it came, for the service."""
        return Beginning(self.referred_by.data or None, self.referred_on.data, self.taken_in_on.data)

    def _is_unborn(self, row: MemberRow) -> bool:
        return row.born_on.data is not None and row.born_on.data > self.on
