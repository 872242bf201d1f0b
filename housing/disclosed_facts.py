"""What of a household may be disclosed to a landlord. Pure.

Neither name nor papers, neither health nor means: what a landlord need not know to answer, and what the law keeps
apart (GDPR, art. 9), is not among it.
"""

from enum import StrEnum


class DisclosedFact(StrEnum):
    PEOPLE = "people"  # how many
    CHILDREN = "children"  # how many
    LANGUAGES = "languages"
    PET = "has_pet"
