"""Why two records of one person cannot be made one yet, each with what to do first."""

from collections.abc import Iterator, Sequence
from itertools import product

from core.auth.models import User
from core.text import N_, Sentence
from people.identifiers import IdentifierKind
from people.joining import outlives
from people.models import Consent, Household, HouseholdMember
from people.services.side_by_side import Side
from people.stages import Stage

TWO_NUMBERS = {
    IdentifierKind.AFM: Sentence(N_("The two have different tax numbers (AFM): correct the wrong one first.")),
    IdentifierKind.AMKA: Sentence(N_("The two have different insurance numbers (AMKA): correct the wrong one first.")),
}
WITHDRAWN = Sentence(
    N_("An agreement that was withdrawn in one record stands in the other: withdraw it there too first.")
)
TWO_HOUSEHOLDS = N_(
    "On the same days the one lives in household %(one)s and the other in household %(other)s. Say first, on the page"
    " of one of the two households, since when the person lives in it or elsewhere. If one household was only written"
    " down once more, let that one leave the programme: then the record in the other can lead."
)
HAS_DIED = Sentence(N_("By one record the person has died, by the other not: correct the wrong one first."))


def may_merge(sides: tuple[Side, Side], actor: User) -> bool:
    """Whether this person serves every centre where one of the two lives or lived: all of them are changed."""
    return all(actor.sees_centre(member.household.centre_id) for side in sides for member in side.memberships)


def same_days_in_one_household(
    one: Sequence[HouseholdMember], other: Sequence[HouseholdMember]
) -> Iterator[tuple[HouseholdMember, HouseholdMember]]:
    """Where the two records count one person twice."""
    for mine, theirs in product(one, other):
        if mine.household_id == theirs.household_id and mine.period.overlaps(theirs.period):
            yield mine, theirs


def stays(theirs: HouseholdMember, own: Sequence[HouseholdMember]) -> bool:
    """Whether a membership of the record that does not lead stays its own: in a household that has left the programme,
    on days on which the person lived elsewhere.
    """
    return theirs.household.stage is Stage.EXITED and any(_is_elsewhere(theirs, mine) for mine in own)


def obstacles(one: Side, other: Side) -> Iterator[Sentence]:
    """What has to be settled before the one can lead."""
    for kind, sentence in TWO_NUMBERS.items():
        if len({*one.numbers(kind), *other.numbers(kind)}) > 1:
            yield sentence
    if _is_withdrawn([*one.consents, *other.consents]):
        yield WITHDRAWN
    for mine, theirs in product(one.memberships, other.memberships):
        if stays(theirs, one.memberships):
            continue
        if _is_elsewhere(theirs, mine):
            yield Sentence(TWO_HOUSEHOLDS, {"one": mine.household.reference, "other": theirs.household.reference})
        elif outlives(mine, theirs) or outlives(theirs, mine):
            yield HAS_DIED


def two_households(one: Side, other: Side) -> tuple[Household, Household] | None:
    """Where the two live on the same days: the whole family may have been written down twice."""
    for mine, theirs in product(one.memberships, other.memberships):
        if _is_elsewhere(theirs, mine):
            return mine.household, theirs.household
    return None


def _is_elsewhere(theirs: HouseholdMember, mine: HouseholdMember) -> bool:
    return mine.household_id != theirs.household_id and mine.period.overlaps(theirs.period)


def _is_withdrawn(consents: Sequence[Consent]) -> bool:
    """Whether what one record says was withdrawn since stands in the other."""
    return any(
        withdrawn.withdrawn_on is not None
        and standing.withdrawn_on is None
        and withdrawn.purpose is standing.purpose
        and withdrawn.person_id != standing.person_id
        and withdrawn.withdrawn_on >= standing.given_on
        for withdrawn, standing in product(consents, repeat=2)
    )
