"""The form about whoever speaks for a landlord."""

from flask_babel import lazy_gettext as _l

from core.emails import check_email
from core.forms import ChoiceField, Required, StegiForm, TextField, checked_by
from core.phones import check_phone
from housing.models import AgentCapacity
from housing.services.landlords.agents import AgentDetails
from housing.words.landlords import CAPACITY_WORDS


class AgentForm(StegiForm):
    """Who it is, as what, and how one reaches them."""

    name = TextField(_l("Name"), [Required(_l("Enter the name of the agent or the agency"))])
    capacity = ChoiceField(_l("As what"), AgentCapacity, CAPACITY_WORDS)
    phone = TextField(_l("Telephone"), [checked_by(check_phone)], most=40)
    email = TextField(_l("E-mail"), [checked_by(check_email)])

    def details(self) -> AgentDetails:
        """What was typed, for the service."""
        return AgentDetails(self.name.data, self.capacity.data, self.phone.data or None, self.email.data or None)
