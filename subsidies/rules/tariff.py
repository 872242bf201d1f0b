"""What a day's monthly entitlement is, and why. Exact: nothing is rounded here but for show."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from core.dates import first_of_month
from core.money import round_cents
from core.text import N_, Sentence
from subsidies.rules.case import Case
from subsidies.rules.composition import Composition, composition_on
from subsidies.rules.scheme import Bands, Cap, IncomeGap, PerMember, Scheme, SizeChange, Table, table_in_force

NOTHING = Fraction(0)


@dataclass(frozen=True, slots=True)
class Entitlement:
    """Euros for a whole calendar month, exactly, and the sentences that lead there."""

    amount: Fraction
    because: tuple[Sentence, ...]


def day_entitlement(scheme: Scheme, case: Case, award_starts_on: date, day: date) -> Entitlement:
    """The monthly entitlement of a day of the award.

    The table is that of the month's reference day: the later of the award's start and the 1st. With `next-month` so is
    the household (who joins on the 1st counts at once, who joins on the 2nd a month later); with `same-day` it is the
    day's own. The rent is always the day's own. Before any table, and with nobody present, it is zero.
    """
    reference = max(award_starts_on, first_of_month(day))
    size_day = day if scheme.terms.size_change is SizeChange.SAME_DAY else reference
    people = composition_on(case.household, size_day, award_starts_on)
    table = table_in_force(scheme.monthly, reference)
    if table is None:
        return Entitlement(NOTHING, ())
    rent_share = case.rent_share_on(day)
    entitlement = _table_entitlement(scheme, table, people, rent_share, case.household.annual_income)
    if case.lease.share == 1:
        return entitlement
    values = {"rent": case.rent_on(day), "share": str(case.lease.share), "rent_share": round_cents(rent_share)}
    part = Sentence(N_("rent share %(rent)s × %(share)s = %(rent_share)s"), values)
    return Entitlement(entitlement.amount, (part, *entitlement.because))


def one_off_entitlement(scheme: Scheme, case: Case, award_starts_on: date) -> Entitlement:
    """The one-off by the table and the household of the award's start; nothing without a table in force then."""
    table = table_in_force(scheme.one_off, award_starts_on)
    if table is None:
        return Entitlement(NOTHING, ())
    people = composition_on(case.household, award_starts_on, award_starts_on)
    once = Sentence(N_("paid once, for the household of %(day)s"), {"day": award_starts_on})
    tariff = _tariff(table, people, NOTHING, None)
    return Entitlement(tariff.amount, (*tariff.because, once))


def monthly_entitlement(
    scheme: Scheme, size: int, rent_share: Decimal, on: date, annual_income: Decimal | None = None
) -> Decimal | None:
    """What a household of this size would get for a whole month at this rent share, rounded to the cent.

    An estimate for ranking flats: nobody counts as a minor. None without a table in force on the day, and
    where the table reckons with an income that is not known.
    """
    table = table_in_force(scheme.monthly, on)
    if table is None or (isinstance(table.rule, IncomeGap) and annual_income is None):
        return None
    entitlement = _table_entitlement(scheme, table, Composition(size), Fraction(rent_share), annual_income)
    return round_cents(entitlement.amount)


def built_up(rule: PerMember, people: Composition) -> Decimal:
    """The amount built up member by member, no more than `most`; nothing with nobody present."""
    if not people.size:
        return Decimal("0.00")
    first_minors = int(people.has_first_minor)
    further = people.size - 1 - people.unprotected_minors - first_minors
    amount = (
        rule.base
        + rule.each_further * further
        + rule.first_minor_of_single_parent * first_minors
        + rule.unprotected_child * people.unprotected_minors
    )
    return min(amount, rule.most)


def _table_entitlement(
    scheme: Scheme, table: Table, people: Composition, rent_share: Fraction, income: Decimal | None
) -> Entitlement:
    tariff = _tariff(table, people, rent_share, income)
    if scheme.terms.cap is Cap.NONE or rent_share >= tariff.amount:
        return tariff
    return Entitlement(rent_share, (*tariff.because, _lower_rent_share(rent_share)))


def _tariff(table: Table, people: Composition, rent_share: Fraction, income: Decimal | None) -> Entitlement:
    """The amount of the table's rule, before the cap."""
    match table.rule:
        case Bands() as rule:
            amount = _band_amount(rule, people.size)
            return Entitlement(Fraction(amount), (_by_table(table, people.size, amount),))
        case PerMember() as rule:
            amount = built_up(rule, people)
            return Entitlement(Fraction(amount), (_by_table(table, people.size, amount),))
        case IncomeGap() as rule:
            return _income_gap(rule, table, people, rent_share, income or Decimal(0))


def _band_amount(rule: Bands, size: int) -> Decimal:
    """The amount of the highest band that is not above the size; nothing with nobody present."""
    return next((band.amount for band in reversed(rule.bands) if band.size <= size), Decimal("0.00"))


def _income_gap(
    rule: IncomeGap, table: Table, people: Composition, rent_share: Fraction, income: Decimal
) -> Entitlement:
    """What the lower of rent share and payment standard exceeds the household's own part by; under `least` nothing."""
    standard = _band_amount(rule.standard, people.size)
    because = [_by_table(table, people.size, standard)]
    if rent_share < standard:
        because.append(_lower_rent_share(rent_share))
    own_part = Fraction(rule.income_share) * Fraction(income) / 12
    gap = max(NOTHING, min(rent_share, Fraction(standard)) - own_part)
    values = {"share": str(rule.income_share), "income": income, "own_part": round_cents(own_part)}
    because.append(Sentence(N_("less %(share)s × %(income)s of income / 12 = %(own_part)s"), values))
    if gap < rule.least:
        because.append(Sentence(N_("under %(least)s nothing is paid"), {"least": rule.least}))
        gap = NOTHING
    return Entitlement(gap, tuple(because))


def _by_table(table: Table, size: int, amount: Decimal) -> Sentence:
    return Sentence.counted(
        size,
        "table of %(from_on)s for %(n)s person: %(amount)s",
        "table of %(from_on)s for %(n)s people: %(amount)s",
        {"from_on": table.from_on, "amount": amount},
    )


def _lower_rent_share(rent_share: Fraction) -> Sentence:
    return Sentence(N_("rent share %(share)s is lower"), {"share": round_cents(rent_share)})
