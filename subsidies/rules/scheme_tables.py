"""The dated tables of a scheme file: which keys each rule needs, and what makes its bands sound."""

from collections.abc import Iterable
from datetime import date
from enum import StrEnum
from itertools import pairwise

from core.money import ZERO
from core.text import N_, Sentence
from subsidies.rules.fields import Fields
from subsidies.rules.scheme import Band, Bands, IncomeGap, PerMember, Rule, Table
from subsidies.rules.values import one_of, read_count, read_money, read_share, read_text, read_toml_day


class RuleKind(StrEnum):
    BANDS = "bands"
    PER_MEMBER = "per-member"
    INCOME_GAP = "income-gap"


AMOUNTS = ("base", "each_further", "first_minor_of_single_parent", "unprotected_child", "most")
KEYS = {
    RuleKind.BANDS: ("bands",),
    RuleKind.PER_MEMBER: AMOUNTS,
    RuleKind.INCOME_GAP: ("bands", "income_share", "least"),
}


def read_tables(fields: Fields, key: str, kinds: Iterable[RuleKind]) -> tuple[Table, ...]:
    """The tables under the key in the order of their days; `kinds` are the rules that may appear there."""
    tables: dict[date, Table] = {}
    for entry in fields.entries(key):
        kind = entry.need("rule", one_of(kinds))
        from_on = entry.need("from", read_toml_day)
        if from_on and from_on in tables:
            entry.refuse("repeated", "from", Sentence(N_("is the first day of another table as well")))
        tables[from_on] = Table(from_on, _read_rule(entry, kind), entry.get("source", read_text, ""))
    return tuple(sorted(tables.values(), key=lambda table: table.from_on or date.min))


def read_per_member(fields: Fields) -> PerMember:
    """The five amounts, each of them required."""
    return PerMember(*[fields.need(key, read_money) for key in AMOUNTS])


def _read_rule(entry: Fields, kind: RuleKind) -> Rule:
    """The rule, or no bands at all when its kind could not be read: then nothing is known about the other keys."""
    if kind is None:
        return Bands(())
    entry.only("from", "source", "rule", *KEYS[kind])
    if kind is RuleKind.PER_MEMBER:
        return read_per_member(entry)
    bands = _read_bands(entry)
    if kind is RuleKind.BANDS:
        return bands
    return IncomeGap(bands, entry.need("income_share", read_share), entry.get("least", read_money, ZERO))


def _read_bands(entry: Fields) -> Bands:
    rows = [row.only("size", "amount") for row in entry.entries("bands", needed=True)]
    bands = [Band(row.need("size", read_count), row.need("amount", read_money)) for row in rows]
    if bands and bands[0].size and bands[0].size != 1:
        rows[0].refuse("not-from-one", "size", Sentence(N_("must be 1 in the first band")))
    for (lower, upper), row in zip(pairwise(bands), rows[1:], strict=True):
        if lower.size and upper.size and lower.size >= upper.size:
            row.refuse("not-rising", "size", Sentence(N_("must be larger than in the band before")))
    return Bands(tuple(bands))
