"""What is said of landlords, in words, for pages."""

from flask_babel import lazy_gettext as _l

from core.i18n import percent
from housing.models import AgentCapacity, LandlordKind
from housing.shares import in_percent

LANDLORD_KINDS = {
    LandlordKind.PERSON: _l("Person"),
    LandlordKind.ORGANISATION: _l("Organisation"),
}
CAPACITY_WORDS = {
    AgentCapacity.ESTATE_AGENT: _l("Estate agent"),
    AgentCapacity.MANAGER: _l("Manager of the property"),
    AgentCapacity.LAWYER: _l("Lawyer"),
    AgentCapacity.RELATIVE: _l("Relative"),
    AgentCapacity.OTHER: _l("Something else"),
}


def share_words(share: int) -> str:
    """A share of a home in hundredths."""
    return percent(in_percent(share).number)
