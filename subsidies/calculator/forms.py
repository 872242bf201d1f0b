"""The form of the calculator: a whole case, field by field, under the keys that a case file has."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from flask_wtf.file import FileField
from wtforms import BooleanField, Field, FieldList, Form, FormField, SelectChoice, SelectField, ValidationError

from core.forms import ChoiceField, DayField, Required, StegiForm, TextField, YesNoField
from subsidies.calculator.fields import AmountField, MonthField, ShareField, StatusField
from subsidies.calculator.walking import is_filled, lists_of
from subsidies.rules.case import Kind
from subsidies.words import KIND_WORDS

MOST_MEMBERS = 30
MOST_ROWS = 60  # of any other kind

_DAY = _l("Enter the day")
_FROM, _TO = _l("From"), _l("Up to (not included)")
_RENT = _l("Whole rent, a month")


class Part(Form):
    """A part of a case that may be left out as a whole: nothing is asked of it while nothing stands in it."""

    def validate(self, extra_validators: Any = None) -> bool:
        return not is_filled(self) or super().validate(extra_validators)


class MemberPart(Part):
    """A person of the household."""

    id = TextField(_l("Name or letter"))
    born = DayField(_l("Born"), [Required(_l("Enter the day of birth"))])
    joined_on = DayField(_l("Joined on"))
    left_on = DayField(_l("Left on"))
    unprotected = BooleanField(_l("Unprotected child"), default=False)


class HouseholdPart(Form):
    """Who lives there, and what they earn."""

    members = FieldList(FormField(MemberPart), description=_l("Person"), min_entries=1, max_entries=MOST_MEMBERS)
    single_parent = BooleanField(_l("Single parent"), default=False)
    annual_income = AmountField(_l("Income, a year"))


class LeasePart(Form):
    """The lease, and what the tax office knows of it."""

    starts_on = DayField(_l("Lease starts on"), [Required(_l("Enter the day on which the lease starts"))])
    monthly_rent = AmountField(_RENT, [Required(_l("Enter the rent"))])
    share = ShareField(_l("This household's share"), default=Decimal(1))
    ends_on = DayField(_l("Lease ends on"))
    declared = YesNoField(_l("Declared to the tax office"))
    accepted = YesNoField(_l("Accepted by the tenant"))


class FactsPart(Form):
    """What the requirements of schemes ask about."""

    status = StatusField(_l("Residence status"))
    recognised_on = DayField(_l("Recognised on"))
    enrolled_on = DayField(_l("Enrolled on"))
    rent_paid_by_bank = YesNoField(_l("Rent paid by bank"))


class RentChangePart(Part):
    """The whole rent from a day on."""

    from_on = DayField(_FROM, [Required(_DAY)], name="from")
    monthly_rent = AmountField(_RENT, [Required(_l("Enter the rent"))])


class HoldPart(Part):
    """Days for which nothing is paid."""

    starts_on = DayField(_FROM, [Required(_DAY)], name="from")
    ends_on = DayField(_TO, [Required(_DAY)], name="to")
    reason = TextField(_l("Reason"))


class PaidPart(Part):
    """Money that left."""

    month = MonthField(_l("Month"), [Required(_l("Enter the month"))])
    kind = ChoiceField(_l("For"), Kind, KIND_WORDS, default=Kind.MONTHLY)
    amount = AmountField(_l("Amount"), [Required(_l("Enter the amount"))])


class RecoveryPart(Part):
    """How what was paid too much is kept back."""

    from_month = MonthField(_l("From the month"), [Required(_l("Enter the month"))])
    share = ShareField(_l("At most this part of each instalment"), [Required(_l("Enter a part such as 0.5"))])


class CasePart(Form):
    """Everything that a case says but its scheme."""

    decided_on = DayField(_l("Decided on"), [Required(_l("Enter the day of the decision"))])
    household = FormField(HouseholdPart)
    lease = FormField(LeasePart)
    facts = FormField(FactsPart)
    ends_on = DayField(_l("First day without payment"))
    rent_changes = FieldList(FormField(RentChangePart), description=_l("Change"), max_entries=MOST_ROWS)
    suspensions = FieldList(FormField(HoldPart), description=_l("Suspension"), max_entries=MOST_ROWS)
    freezes = FieldList(FormField(HoldPart), description=_l("Freeze"), max_entries=MOST_ROWS)
    paid = FieldList(FormField(PaidPart), description=_l("Payment"), max_entries=MOST_ROWS)
    recovery = FormField(RecoveryPart, description=_l("Keeping back what was paid too much"))


def _key(value: object) -> int | None:
    text = str(value)
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


class CalculatorForm(StegiForm):
    """A case, the version of a scheme to reckon it by, and another one to compare with."""

    scheme = SelectField(_l("Scheme"), coerce=_key, validate_choice=False)
    other = SelectField(_l("Compare with"), coerce=_key, validate_choice=False)
    case = FormField(CasePart)
    file = FileField(_l("Case file"))

    def __init__(self, names: Mapping[int, str], *args: Any, **kwargs: Any) -> None:
        """`names` are those of the versions to choose from, by key."""
        super().__init__(*args, **kwargs)
        self._known = names.keys()
        versions = [SelectChoice(str(key), name) for key, name in names.items()]
        self.scheme.choices = versions
        self.other.choices = [SelectChoice("", _("Nothing")), *versions]

    def validate_scheme(self, field: SelectField) -> None:
        if field.data not in self._known:
            raise ValidationError(_("Choose a scheme"))

    def validate_other(self, field: SelectField) -> None:
        if field.data is not None:
            self.validate_scheme(field)
            if field.data == self.scheme.data:
                raise ValidationError(_("This is the scheme itself: choose another one, or nothing"))

    def change_rows(self, change: str) -> None:
        """Do what a button says: "add case-paid", "remove case-paid-2"; of anything else nothing."""
        verb, _between, name = change.partition(" ")
        for rows in lists_of(self):
            names = [row.id for row in rows]
            if verb == "add" and name == rows.id and len(rows) < rows.max_entries:
                rows.append_entry()
            elif verb == "remove" and name in names and len(rows) > rows.min_entries:
                rows.pop_entry(names.index(name))

    def validate(self, extra_validators: Any = None) -> bool:
        """Rows that were left empty are none, but somebody must live there."""
        is_valid = super().validate(extra_validators)
        members = self.case.household.members
        if any(map(is_filled, members)):
            return is_valid
        self.blame(members[0].born, _("Enter the day of birth"))
        return False

    def blame(self, field: Field, sentence: str) -> None:
        """Say what is wrong with the value of a field."""
        field.errors = [*field.errors, sentence]
        for rows in lists_of(self):
            rows.errors = [row.errors for row in rows if row.errors]
