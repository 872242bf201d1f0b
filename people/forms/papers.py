"""Forms about numbers, papers and accounts."""

from collections.abc import Sequence
from typing import Any

from flask_babel import lazy_gettext as _l
from wtforms import SelectChoice, SelectField

from core.dates import DAY
from core.forms import ChoiceField, DayField, Required, StegiForm, TextField
from people.identifiers import IdentifierKind
from people.models import HouseholdMember
from people.services.identifiers import IdentifierDetails
from people.words import PAPER_WORDS


class IdentifierForm(StegiForm):
    """A number of a person, and how long it is valid."""

    kind = ChoiceField(_l("Kind"), IdentifierKind, PAPER_WORDS)
    value = TextField(_l("Number"), [Required(_l("Enter the number"))], most=50)
    valid_from = DayField(_l("Valid from"))
    last_day = DayField(_l("Valid until"))
    paper = TextField(_l("Paper it stands on"))

    def details(self) -> IdentifierDetails:
        """What was typed, for the service."""
        return IdentifierDetails(
            kind=self.kind.data,
            value=self.value.data,
            valid_from=self.valid_from.data,
            valid_until=self.last_day.data + DAY if self.last_day.data else None,
            paper=self.paper.data or None,
        )


class CheckPaperForm(StegiForm):
    """Which paper was seen."""

    paper = TextField(_l("Paper you have seen"), [Required(_l("Enter which paper you have seen"))])


class AccountForm(StegiForm):
    """Whose account the household is paid to."""

    member_id = SelectField(_l("Whose account it is"), coerce=int)
    holder = TextField(_l("Account holder"), [Required(_l("Enter in whose name the account is"))], most=70)
    iban = TextField(_l("IBAN"), [Required(_l("Enter the IBAN of the account"))], most=50)

    def __init__(self, *args: Any, members: Sequence[HouseholdMember], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.member_id.choices = [SelectChoice(member.id, member.name) for member in members]
