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

A_BAND = Sentence(N_('it must be a band: { size = 1, amount = "162.00" }'))
SOME_BANDS = Sentence(N_('it must be a list of bands: [{ size = 1, amount = "162.00" }]'))


def read_tables(fields: Fields, key: str, kinds: Iterable[RuleKind]) -> tuple[Table, ...]:
    """The tables under the key in the order of their days; `kinds` are the rules that may appear there."""
    several = Sentence(N_("it must be a list of tables, each headed [[%(key)s]]"), {"key": key})
    tables = [_read_table(entry, kinds) for entry in fields.entries(key, allowed=several)]
    first: dict[date, str] = {}
    for index, table in enumerate(tables):
        twin = first.setdefault(table.from_on, f"{key}[{index}]")
        if table.from_on and twin != f"{key}[{index}]":
            values = {"day": table.from_on.isoformat(), "twin": twin}
            problem = Sentence(N_("is %(day)s, as in %(twin)s; each table needs a first day of its own"), values)
            fields.refuse(f"{key}[{index}].from", problem)
    return tuple(sorted(tables, key=lambda table: table.from_on or date.min))


def read_per_member(fields: Fields) -> PerMember:
    """The five amounts, each of them required."""
    return PerMember(*[fields.need(key, read_money) for key in AMOUNTS])


def _read_table(entry: Fields, kinds: Iterable[RuleKind]) -> Table:
    kind = entry.need("rule", one_of(kinds))
    return Table(entry.need("from", read_toml_day), _read_rule(entry, kind), entry.get("source", read_text, ""))


def _read_rule(entry: Fields, kind: RuleKind) -> Rule:
    """The rule, or no bands at all when its kind could not be read: then nothing is known about the other keys."""
    if kind is None:
        return Bands(())
    where = Sentence(N_("in a table of the rule %(rule)s"), {"rule": str(kind)})
    entry.only("from", "source", "rule", *KEYS[kind], where=where)
    if kind is RuleKind.PER_MEMBER:
        return read_per_member(entry)
    bands = _read_bands(entry)
    if kind is RuleKind.BANDS:
        return bands
    return IncomeGap(bands, entry.need("income_share", read_share), entry.get("least", read_money, ZERO))


def _read_bands(entry: Fields) -> Bands:
    rows = [row.only("size", "amount") for row in entry.entries("bands", needed=True, allowed=SOME_BANDS, each=A_BAND)]
    bands = [Band(row.need("size", read_count), row.need("amount", read_money)) for row in rows]
    if bands and bands[0].size and bands[0].size != 1:
        values = {"size": bands[0].size}
        rows[0].refuse("size", Sentence(N_("is %(size)s; the first band must begin at 1"), values))
    for (lower, upper), row in zip(pairwise(bands), rows[1:], strict=True):
        if lower.size and upper.size and lower.size >= upper.size:
            values = {"size": upper.size, "before": lower.size}
            problem = N_("is %(size)s; it must be above %(before)s, the size of the band before")
            row.refuse("size", Sentence(problem, values))
    return Bands(tuple(bands))
