"""Somebody of the demonstration whom another service referred once more, in Greek letters."""

from datetime import date, datetime

from sqlalchemy.orm import Session

from core.auth.models import User
from people.models import Household, Relation, Sex
from people.services.households import HouseholdDetails, add_household
from people.services.members import Membership
from people.services.persons import PersonDetails
from people.services.stages import Beginning
from people.services.suspected_people import look_for_same_people


def create_doubles(session: Session, family: Household, actor: User, on: date, at: datetime) -> None:
    """The applicant of this family, alone and with the day of birth that the other service guessed."""
    known = next(member for member in family.members if member.relation is Relation.APPLICANT)
    details = HouseholdDetails("Κοβαλένκο", family.language, family.centre_id)
    again = PersonDetails("Όλενα Κοβαλένκο", known.born_on.replace(month=1, day=1), sex=Sex.FEMALE, nationality="UA")
    referred = Beginning("Κέντρο Κοινότητας Ηρακλείου", on)
    people = [(again, Membership(Relation.APPLICANT))]
    add_household(session, details, people, beginning=referred, actor=actor, at=at)
    look_for_same_people(session, at=at)
