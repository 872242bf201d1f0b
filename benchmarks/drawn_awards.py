"""Awards of a programme, drawn from a seed: what schedules are measured on."""

from datetime import date, timedelta
from decimal import Decimal
from random import Random

from subsidies.rules.case import Case, Hold, Household, Lease, Member, RentChange
from subsidies.rules.scheme import Scheme
from subsidies.rules.scheme_file import read_scheme, shipped_text

FIRST = date(2026, 1, 1)
LATER_TABLE = """
[[monthly]]
from = 2026-07-01
rule = "bands"
bands = [{ size = 1, amount = "170.00" }, { size = 2, amount = "324.00" }, { size = 5, amount = "560.00" }]
"""


def two_tables() -> Scheme:
    """The demonstration's scheme with another table from July 2026 on: 12 months, days counted, capped by the rent."""
    return read_scheme(shipped_text("demonstration") + LATER_TABLE, "benchmark")


def award_with_events(random: Random) -> Case:
    """A year that starts on some day of 2026: a child is born, the rent changes, and some weeks are suspended."""
    starts_on = FIRST + timedelta(days=random.randrange(365))
    suspended_on = _day_within(random, starts_on)
    return Case(
        scheme="demonstration",
        decided_on=starts_on - timedelta(days=10),
        household=Household((*_adults(random), Member(starts_on, joined_on=_day_within(random, starts_on)))),
        lease=Lease(starts_on, _rent(random)),
        rent_changes=(RentChange(_day_within(random, starts_on), _rent(random)),),
        suspensions=(Hold(suspended_on, suspended_on + timedelta(days=random.randrange(5, 40))),),
    )


def calendar_year(random: Random) -> Case:
    """A year from 1 January on, in which nothing changes but that some weeks are suspended."""
    suspended_on = _day_within(random, FIRST)
    return Case(
        scheme="demonstration",
        decided_on=FIRST,
        household=Household(_adults(random)),
        lease=Lease(FIRST, _rent(random)),
        suspensions=(Hold(suspended_on, suspended_on + timedelta(days=random.randrange(5, 40))),),
    )


def _adults(random: Random) -> tuple[Member, ...]:
    return tuple(Member(date(1960 + random.randrange(40), 1, 1)) for _ in range(random.randrange(1, 7)))


def _day_within(random: Random, starts_on: date) -> date:
    return starts_on + timedelta(days=random.randrange(20, 320))


def _rent(random: Random) -> Decimal:
    return Decimal(random.randrange(200_00, 900_00)).scaleb(-2)
