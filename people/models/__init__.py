"""Rows about people."""

from people.models.consent import Consent, Purpose
from people.models.contact import Contact, ContactKind
from people.models.declared import Declared, Per
from people.models.document import HouseholdDocument
from people.models.enterprise import Enterprise, EnterpriseKind
from people.models.hand_over import HandOver
from people.models.household import Household, HouseholdMember, HouseholdNumber, Relation
from people.models.identifier import Identifier
from people.models.income import Income, IncomeKind
from people.models.log import Channel, LogEntry, LogReader, TalkOutcome
from people.models.pair import PersonPair
from people.models.person import Person, PersonLanguage, ProtectionStatus, Sex
from people.models.place import HouseholdPlace, HouseholdPlaceKind
from people.models.stage import HouseholdStage
from people.models.support import BlockingSupport, RentSupport, SupportKind

__all__ = [
    "BlockingSupport", "Channel", "Consent", "Contact", "ContactKind", "Declared", "Enterprise", "EnterpriseKind",
    "HandOver", "Household", "HouseholdDocument", "HouseholdMember", "HouseholdNumber", "HouseholdPlace",
    "HouseholdPlaceKind", "HouseholdStage", "Identifier", "Income", "IncomeKind", "LogEntry", "LogReader",
    "Per", "Person", "PersonLanguage", "PersonPair", "ProtectionStatus", "Purpose", "Relation", "RentSupport",
    "Sex", "SupportKind", "TalkOutcome",
]  # fmt: skip
