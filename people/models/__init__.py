"""Rows about people."""

from people.models.consent import Consent, Purpose
from people.models.contact import Contact, ContactKind
from people.models.document import HouseholdDocument
from people.models.enterprise import Enterprise, EnterpriseKind
from people.models.household import Household, HouseholdMember, Relation
from people.models.identifier import Identifier
from people.models.log import Channel, LogEntry, LogReader, Outcome
from people.models.person import Person, PersonLanguage, ProtectionStatus, Sex
from people.models.place import HouseholdPlace, HouseholdPlaceKind
from people.models.stage import HouseholdStage

__all__ = [
    "Channel", "Consent", "Contact", "ContactKind", "Enterprise", "EnterpriseKind", "Household", "HouseholdDocument",
    "HouseholdMember", "HouseholdPlace", "HouseholdPlaceKind", "HouseholdStage", "Identifier", "LogEntry", "LogReader",
    "Outcome", "Person", "PersonLanguage", "ProtectionStatus", "Purpose", "Relation", "Sex",
]  # fmt: skip
