"""Rows about people."""

from people.models.household import Household, HouseholdMember, Relation
from people.models.person import Person, PersonLanguage, Sex

__all__ = ["Household", "HouseholdMember", "Person", "PersonLanguage", "Relation", "Sex"]
