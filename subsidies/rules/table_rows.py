"""A table of amounts as rows that a person can read."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise

from core.text import N_, Sentence
from subsidies.rules.scheme import Bands, IncomeGap, PerMember, Rule
from subsidies.rules.scheme_facts import Fact, amount, percent

MEMBER_WORDS = {
    "base": N_("the oldest person"),
    "each_further": N_("each further person"),
    "first_minor_of_single_parent": N_("the first minor of a single parent"),
    "unprotected_child": N_("a child without protection"),
    "most": N_("at most in all"),
}


@dataclass(frozen=True, slots=True)
class AmountRow:
    """What the amount is for, and the amount."""

    label: Sentence
    amount: Decimal


def rule_words(rule: Rule) -> Sentence:
    """How the amount comes about, in short."""
    match rule:
        case Bands():
            return Sentence(N_("by size of the household"))
        case PerMember():
            return Sentence(N_("added up person by person"))
        case IncomeGap():
            return Sentence(N_("what a share of the income leaves open, up to a standard by size of the household"))


def rule_facts(rule: Rule) -> Iterator[Fact]:
    """What the rule says beside its amounts by size or by person."""
    if isinstance(rule, IncomeGap):
        yield Fact(
            "income_share", Sentence(N_("Share of the income that goes into the rent")), percent(rule.income_share)
        )
        yield Fact("least", Sentence(N_("Nothing is paid below")), amount(rule.least))


def bands_of(rule: Rule) -> Bands | None:
    """The amounts by size, if the rule has any."""
    match rule:
        case Bands():
            return rule
        case IncomeGap():
            return rule.standard
        case PerMember():
            return None


def amount_rows(rule: Rule) -> tuple[AmountRow, ...]:
    """The rule's amounts in the order of the file."""
    bands = bands_of(rule)
    if bands is not None:
        labels = size_labels([band.size for band in bands.bands])
        return tuple(AmountRow(label, band.amount) for label, band in zip(labels, bands.bands, strict=True))
    return tuple(AmountRow(Sentence(words), getattr(rule, name)) for name, words in MEMBER_WORDS.items())


def size_labels(starts: list[int]) -> list[Sentence]:
    """By the first size of each band, which sizes it serves; the last one every larger size."""
    closed = [_sizes(first, following - 1) for first, following in pairwise(starts)]
    return [*closed, Sentence.counted(starts[-1], "%(n)s person or more", "%(n)s persons or more")]


def _sizes(first: int, last: int) -> Sentence:
    if first == last:
        return Sentence.counted(first, "%(n)s person", "%(n)s persons")
    return Sentence(N_("%(first)s to %(last)s persons"), {"first": first, "last": last})
