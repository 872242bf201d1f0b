"""Children are younger than their parents: else a day of birth or a relation is wrong."""

from core.errors import Refused
from core.text import N_, Sentence
from people.models import HouseholdMember, Relation

NOT_YOUNGER = N_(
    "%(child)s is written down as a child of %(parent)s and is not younger. Which day of birth is wrong, or is it the"
    " relation?"
)


def refuse_out_of_order(member: HouseholdMember) -> None:
    """Raise Refused where the member and the applicant, of the applicant anybody and that one, cannot be so related."""
    applicants = [one for one in member.household.members if one.relation is Relation.APPLICANT]
    others = member.household.members if member in applicants else [member]
    for applicant in applicants:
        for other in others:
            if other.relation is Relation.CHILD:
                _refuse_older(other, applicant)
            elif other.relation is Relation.PARENT:
                _refuse_older(applicant, other)


def _refuse_older(child: HouseholdMember, parent: HouseholdMember) -> None:
    if child.born_on <= parent.born_on:
        raise Refused(Sentence(NOT_YOUNGER, {"child": child.name, "parent": parent.name}), field="relation")
