"""How an amount came about, in sentences that can be reckoned after."""

from collections.abc import Iterator, Sequence
from decimal import Decimal
from fractions import Fraction

from core.money import ZERO, round_cents
from core.text import N_, Factor, Sentence
from subsidies.rules.composition import Composition
from subsidies.rules.parts import Basis, Part
from subsidies.rules.scheme import IncomeGap, PerMember, Table
from subsidies.rules.tariff import own_part_cents


def because(basis: Basis) -> tuple[Sentence, ...]:
    """The way from the facts to an instalment's amount."""
    return tuple(_of_one_off(basis.parts[0]) if basis.household_of else _of_month(basis))


def paid_already(amount: Decimal) -> Sentence:
    """What was paid stays, whatever it would be now."""
    return Sentence(N_("%(amount)s is paid already and stays as it is"), {"amount": amount})


def kept_back(recovered: Decimal, payable: Decimal) -> Sentence:
    """What of an instalment does not leave, since too much was paid before."""
    values = {"recovered": recovered, "payable": payable}
    return Sentence(N_("%(recovered)s is kept back for what was paid too much, %(payable)s is left"), values)


def _of_one_off(part: Part) -> Iterator[Sentence]:
    yield from _of_entitlement(part)
    yield Sentence(N_("paid once, for the household of %(day)s"), {"day": part.household_of})


def _of_month(basis: Basis) -> Iterator[Sentence]:
    """Days, table, size and cap of a month, and the arithmetic. What holds for several parts is said once."""
    parts: Sequence[Part] = basis.parts
    yield _payable(parts)
    yield from basis.holds
    yield from basis.later_changes
    said: list[Sentence] = []
    parts = [part for part in parts if part.days]  # by thirty, a 31st alone counts nothing
    for part in parts:
        new = [sentence for sentence in _of_entitlement(part) if sentence not in said]
        said += new
        yield from new
        if len(parts) > 1:
            yield _stretch(part)
    amount = round_cents(sum((part.amount for part in parts), Fraction(0)))
    if len(parts) > 1:
        yield Sentence(N_("together %(amount)s, rounded once"), {"amount": amount})
    elif parts[0].days != parts[0].of:
        yield _fraction(parts[0], amount)


def _payable(parts: Sequence[Part]) -> Sentence:
    if parts[0].of == 1:
        return Sentence(N_("a month with a payable day counts in full, as on the first of them"))
    days, of = sum(part.days for part in parts), parts[0].of
    if of != parts[0].length:
        return Sentence(N_("every month counts %(of)s days, here %(n)s of them"), {"n": days, "of": of})
    return Sentence.counted(days, "%(n)s of %(of)s days is payable", "%(n)s of %(of)s days are payable", {"of": of})


def _stretch(part: Part) -> Sentence:
    values = {"entitlement": round_cents(part.monthly)}
    return Sentence.counted(
        part.days, "%(n)s day at %(entitlement)s a month", "%(n)s days at %(entitlement)s a month", values
    )


def _fraction(part: Part, amount: Decimal) -> Sentence:
    values = {"monthly": round_cents(part.monthly), "days": part.days, "of": part.of, "amount": amount}
    return Sentence(N_("%(monthly)s × %(days)s / %(of)s = %(amount)s"), values)


def _of_entitlement(part: Part) -> Iterator[Sentence]:
    """Share of the rent, table and size, the cap, and what the income takes off."""
    table, people, _ = part.grounds
    if table is None:
        return
    if part.means.share != 1:
        values = {"rent": part.rent, "share": Factor(part.means.share), "rent_share": round_cents(part.rent_share)}
        yield Sentence(N_("rent share %(rent)s × %(share)s = %(rent_share)s"), values)
    yield _by_table(table, people.size, part.tariff)
    if isinstance(table.rule, PerMember):
        yield from _of_members(table.rule, people)
    is_rent_compared = part.means.is_capped or isinstance(table.rule, IncomeGap)
    if is_rent_compared and part.rent_share < part.tariff:
        yield Sentence(N_("rent share %(share)s is lower"), {"share": round_cents(part.rent_share)})
    if isinstance(table.rule, IncomeGap):
        yield from _of_income(table.rule, part)


def _by_table(table: Table, size: int, amount: Decimal) -> Sentence:
    return Sentence.counted(
        size,
        "table of %(from_on)s for %(n)s person: %(amount)s",
        "table of %(from_on)s for %(n)s people: %(amount)s",
        {"from_on": table.from_on, "amount": amount},
    )


def _of_members(rule: PerMember, people: Composition) -> Iterator[Sentence]:
    """What each brings, where there is more than one; and the most that all together bring."""
    size, unprotected, has_first_minor = people
    further = size - 1 - unprotected - has_first_minor
    if size > 1:
        yield Sentence(N_("%(base)s for the first"), {"base": rule.base})
    if further > 0:
        values = {"each": rule.each_further}
        yield Sentence.counted(further, "%(each)s for %(n)s other", "%(each)s for each of %(n)s others", values)
    if has_first_minor:
        first_minor = rule.first_minor_of_single_parent
        yield Sentence(N_("%(amount)s for the first minor of a single parent"), {"amount": first_minor})
    if unprotected:
        yield Sentence.counted(
            unprotected,
            "%(each)s for %(n)s unprotected minor",
            "%(each)s for each of %(n)s unprotected minors",
            {"each": rule.unprotected_child},
        )
    if size and rule.is_limited(*people):
        yield Sentence(N_("together no more than %(most)s"), {"most": rule.most})


def _of_income(rule: IncomeGap, part: Part) -> Iterator[Sentence]:
    own_part = own_part_cents(rule, part.means.income) / 100
    income = part.means.income or ZERO
    values = {"share": Factor(rule.income_share), "income": income, "own_part": round_cents(own_part)}
    yield Sentence(N_("less %(share)s × %(income)s of income / 12 = %(own_part)s"), values)
    if max(min(part.rent_share, Fraction(part.tariff)) - own_part, Fraction(0)) < rule.least:
        yield Sentence(N_("under %(least)s nothing is paid"), {"least": rule.least})
