"""Rows about people."""

from people.models.household import Household, HouseholdMember

__all__ = ["Household", "HouseholdMember"]
