"""Who of a household that was written down once more may be whom of the other: proposed, for somebody to say."""

from collections.abc import Mapping, Sequence
from itertools import product

from people.matching import PersonFacts, compare
from people.models import Household, HouseholdMember


def strangers(kept: Household, other: Household) -> list[HouseholdMember]:
    """Who was ever in the other household and never in the one that leads."""
    own = {member.person_id for member in kept.members}
    return [member for member in other.oldest_first if member.person_id not in own]


def likely_same(kept: Household, other: Household) -> Mapping[int, int]:
    """By the key of a person of the other, whom of the kept one it is most like; nobody is two people."""
    pairs = product(_facts(strangers(kept, other)), _facts(kept.oldest_first))
    likeness = [(compare(theirs, own).score, theirs.key, own.key) for theirs, own in pairs]
    found: dict[int, int] = {}
    for score, theirs, own in sorted(likeness, key=lambda told: (-told[0], *told[1:])):
        if score and theirs not in found and own not in found.values():
            found[theirs] = own
    return found


def _facts(members: Sequence[HouseholdMember]) -> list[PersonFacts]:
    people = dict.fromkeys(member.person for member in members)
    return [PersonFacts(one.id, one.name, born_on=one.born_on, also=one.latin_name) for one in people]
