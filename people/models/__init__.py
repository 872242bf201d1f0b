"""Rows about people."""

from people.models.contact import Contact, ContactKind
from people.models.document import HouseholdDocument
from people.models.enterprise import Enterprise, EnterpriseKind
from people.models.household import Household, HouseholdMember, Relation
from people.models.identifier import Identifier
from people.models.person import Person, PersonLanguage, ProtectionStatus, Sex

__all__ = [
    "Contact", "ContactKind", "Enterprise", "EnterpriseKind", "Household", "HouseholdDocument",
    "HouseholdMember", "Identifier", "Person", "PersonLanguage", "ProtectionStatus", "Relation", "Sex",
]  # fmt: skip
