"""Rows about people."""

from people.models.document import HouseholdDocument
from people.models.household import Household, HouseholdMember, Relation
from people.models.person import Person, PersonLanguage, Sex

__all__ = ["Household", "HouseholdDocument", "HouseholdMember", "Person", "PersonLanguage", "Relation", "Sex"]
