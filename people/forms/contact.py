"""Forms about how somebody is reached, and about enterprises."""

from typing import Any

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from wtforms import BooleanField, SelectChoice, SelectField

from core.forms import ChoiceField, Required, StegiForm, TextField
from people.forms.household import Choices
from people.languages import language_choices
from people.models import ContactKind, EnterpriseKind
from people.services.contacts import ContactDetails
from people.services.enterprises import EnterpriseDetails
from people.words import CONTACT_WORDS, ENTERPRISE_WORDS


class ContactForm(StegiForm):
    """A number or an address."""

    kind = ChoiceField(_l("Kind"), ContactKind, CONTACT_WORDS)
    value = TextField(_l("Number or address"), [Required(_l("Enter the number or the address"))])
    language = SelectField(_l("Language spoken there"))
    is_preferred = BooleanField(_l("Try this one first"))
    note = TextField(_l("Note"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.language.choices = [SelectChoice("", _("Not asked")), *language_choices()]

    def details(self) -> ContactDetails:
        """What was typed, for the service."""
        return ContactDetails(
            kind=self.kind.data,
            value=self.value.data,
            note=self.note.data or None,
            language=self.language.data or None,
            is_preferred=self.is_preferred.data,
        )


class EnterpriseForm(StegiForm):
    """What is written down about an enterprise; `centres` are those the person may choose."""

    name = TextField(_l("Name"), [Required(_l("Enter the name of the enterprise"))])
    kind = ChoiceField(_l("Kind"), EnterpriseKind, ENTERPRISE_WORDS)
    afm = TextField(_l("AFM"), most=20)
    centre_id = SelectField(_l("Centre"), coerce=int)

    def __init__(self, *args: Any, centres: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.centre_id.choices = [SelectChoice(key, name) for key, name in centres]

    def details(self) -> EnterpriseDetails:
        """What was typed, for the service."""
        return EnterpriseDetails(self.name.data, self.kind.data, self.centre_id.data, self.afm.data or None)
