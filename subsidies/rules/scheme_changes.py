"""What changes from one version of a scheme to another: facts from and to, amounts by size, and the text itself."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from difflib import unified_diff
from enum import StrEnum

from core.text import N_, Sentence
from subsidies.rules.scheme import Bands, PerMember, Rule, Scheme, Table, table_in_force
from subsidies.rules.scheme_facts import Fact, all_facts, as_it_is
from subsidies.rules.table_rows import amount_rows, bands_of, rule_facts, rule_words, size_labels

AROUND = 2  # lines of the text that are shown around a change


class TableKind(StrEnum):
    """The dated tables of a scheme, by their names in the file."""

    MONTHLY = "monthly"
    ONE_OFF = "one_off"


class TableEvent(StrEnum):
    """What happened to the table of a day."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class FactChange:
    """One thing that was said otherwise, or not at all (None)."""

    label: Sentence
    before: Sentence | None
    after: Sentence | None


@dataclass(frozen=True, slots=True)
class AmountChange:
    """An amount that was another; None: there was, or is, no such amount."""

    label: Sentence
    before: Decimal | None
    after: Decimal | None

    @property
    def difference(self) -> Decimal | None:
        """By how much it rises; below zero it falls."""
        return None if self.before is None or self.after is None else self.after - self.before


@dataclass(frozen=True, slots=True)
class TableChange:
    """A table that came, went or changed, beside what is, or would be, in force on its first day."""

    kind: TableKind
    from_on: date
    event: TableEvent
    is_of_money: bool  # or of its source alone
    amounts: tuple[AmountChange, ...]
    facts: tuple[FactChange, ...]


@dataclass(frozen=True, slots=True)
class SchemeChanges:
    """Everything that reads otherwise; a text may change, in its remarks for example, without any of it."""

    facts: tuple[FactChange, ...]
    income_limit: tuple[AmountChange, ...]
    tables: tuple[TableChange, ...]

    def warnings(self, on: date) -> list[Sentence]:
        """What should be looked at twice: amounts of days that are past."""
        past = {table.from_on for table in self.tables if table.from_on <= on and table.is_of_money}
        return [Sentence(PAST, {"day": day}) for day in sorted(past)]


PAST = N_(
    "The table of %(day)s changes, which is past: a quote for these days comes out otherwise than before. "
    "Awards keep the version by which they were decided."
)


def compare(before: Scheme, after: Scheme) -> SchemeChanges:
    """What a reader of the earlier version has to know about the later one."""
    limits = (before.income_limit, after.income_limit)
    return SchemeChanges(
        facts=_fact_changes(all_facts(before), all_facts(after)),
        income_limit=() if limits[0] == limits[1] else _amount_changes(*limits),
        tables=(
            *_table_changes(TableKind.MONTHLY, before.monthly, after.monthly),
            *_table_changes(TableKind.ONE_OFF, before.one_off, after.one_off),
        ),
    )


def line_changes(before: str, after: str) -> list[tuple[str, str]]:
    """The lines that differ with some around them, each with its sign: +, -, a blank, and @ where some are left out."""
    lines = list(unified_diff(before.splitlines(), after.splitlines(), n=AROUND, lineterm=""))[2:]
    return [(line[0], "" if line[0] == "@" else line[1:]) for line in lines]


def _table_changes(kind: TableKind, before: tuple[Table, ...], after: tuple[Table, ...]) -> Iterator[TableChange]:
    old, new = ({table.from_on: table for table in tables} for tables in (before, after))
    for day in sorted(old.keys() | new.keys()):
        if old.get(day) == new.get(day):
            continue
        ended, begun = table_in_force(before, day), table_in_force(after, day)
        rules = _rule_of(ended), _rule_of(begun)
        yield TableChange(
            kind,
            day,
            _event(day, old, new),
            rules[0] != rules[1],
            _amount_changes(*rules),
            _fact_changes(_facts_of(ended), _facts_of(begun)),
        )


def _event(day: date, old: Mapping[date, Table], new: Mapping[date, Table]) -> TableEvent:
    if day not in old:
        return TableEvent.ADDED
    return TableEvent.CHANGED if day in new else TableEvent.REMOVED


def _rule_of(table: Table | None) -> Rule | None:
    return None if table is None else table.rule


def _facts_of(table: Table | None) -> list[Fact]:
    if table is None:
        return []
    rule = Fact("rule", Sentence(N_("The amount is")), rule_words(table.rule))
    source = [Fact("source", Sentence(N_("Source")), as_it_is(table.source))] if table.source else []
    return [rule, *rule_facts(table.rule), *source]


def _fact_changes(before: Iterable[Fact], after: Iterable[Fact]) -> tuple[FactChange, ...]:
    old, new = ({fact.key: fact for fact in facts} for facts in (before, after))
    return tuple(
        FactChange(
            (new.get(key) or old[key]).label, *(facts[key].value if key in facts else None for facts in (old, new))
        )
        for key in old | new
        if old.get(key) != new.get(key)
    )


def _amount_changes(before: Rule | None, after: Rule | None) -> tuple[AmountChange, ...]:
    """Amounts of one kind beside each other; where the rule became another, the old ones end and the new ones begin."""
    bands = before and bands_of(before), after and bands_of(after)
    if bands[0] and bands[1]:
        rows = _by_size(bands[0], bands[1])
    elif isinstance(before, PerMember) and isinstance(after, PerMember):
        pairs = zip(amount_rows(before), amount_rows(after), strict=True)
        rows = [AmountChange(old.label, old.amount, new.amount) for old, new in pairs]
    else:
        ended = amount_rows(before) if before else ()
        begun = amount_rows(after) if after else ()
        rows = [AmountChange(row.label, row.amount, None) for row in ended]
        rows += [AmountChange(row.label, None, row.amount) for row in begun]
    return tuple(row for row in rows if row.before != row.after)


def _by_size(before: Bands, after: Bands) -> list[AmountChange]:
    starts = sorted({band.size for bands in (before, after) for band in bands.bands})
    labels = size_labels(starts)
    return [
        AmountChange(label, _at(before, size), _at(after, size)) for label, size in zip(labels, starts, strict=True)
    ]


def _at(bands: Bands, size: int) -> Decimal:
    return max((band for band in bands.bands if band.size <= size), key=lambda band: band.size).amount
