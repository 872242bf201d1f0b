"""The graded wishes of one household, those that not every household has: how far a flat meets them. Pure.

Each is worth two halves: a flat that meets it gets both, one of which nobody knows whether it does gets one.
"""

from collections.abc import Iterator

from core.text import N_, Sentence
from housing.ranking.facts import FlatFacts, Wishes
from housing.ranking.standing import Standing
from housing.wants import Strength


def halves_for_quiet(quiet: bool | None, wishes: Wishes) -> int:
    """Of the wish for a quiet home; none where that is no wish."""
    return _halves(quiet) if wishes.quiet is Strength.WISH else 0


def halves_for_place(standing: Standing | None, wishes: Wishes) -> int:
    """Of the wishes about areas."""
    halves = 0
    if wishes.rather:
        halves += _halves(None if standing is None else standing.rather)
    if wishes.rather_not:
        halves += _halves(None if standing is None else not standing.rather_not)
    return halves


def points_for_wishes(halves: int, wishes: Wishes, out_of: int) -> int:
    """A share of the most, rounded down."""
    return out_of * halves // (2 * wishes.graded) if wishes.graded else 0


def why_wishes(flat: FlatFacts, wishes: Wishes, standing: Standing | None) -> Sentence:
    """How each is met."""
    said = list(_said(flat, wishes, standing))
    whole = said[0]
    for further in said[1:]:
        whole = Sentence(N_("%(one)s; %(another)s"), {"one": whole, "another": further})
    return whole


def _said(flat: FlatFacts, wishes: Wishes, standing: Standing | None) -> Iterator[Sentence]:
    if wishes.quiet is Strength.WISH:
        words = {True: N_("quiet"), False: N_("not quiet"), None: N_("not known whether it is quiet: ask the landlord")}
        yield Sentence(words[flat.quiet])
    if standing is None:
        if wishes.rather or wishes.rather_not:
            yield Sentence(N_("place not known: find it on the map"))
        return
    if wishes.rather:
        yield Sentence(N_("where it likes to live") if standing.rather else N_("not where it likes to live"))
    if wishes.rather_not:
        says = (N_("not where it does not like to live"), N_("where it does not like to live"))
        yield Sentence(says[standing.rather_not])


def _halves(is_met: bool | None) -> int:
    return 1 if is_met is None else 2 * is_met
