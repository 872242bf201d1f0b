"""The days that Greek law ties to a lease of a main residence. Pure."""

from datetime import date, timedelta

from core.dates import DAY, add_months, first_of_month

MINIMUM_TERM_MONTHS = 36  # law 1703/1987, art. 2, as amended by law 2235/1994
DECLARATION_MONTHS = 2  # a declaration is late from the first day of the second month after the start
ACCEPTANCE_TERM = timedelta(days=30)


def statutory_end(starts_on: date, agreed_ends_on: date) -> date:
    """First day after the term that binds both sides: three years at least, a longer agreed term stands."""
    return max(agreed_ends_on, add_months(starts_on, MINIMUM_TERM_MONTHS))


def declaration_due_on(starts_on: date) -> date:
    """Last day for the landlord's declaration to AADE: the end of the month after the start.

    Source: POL 1162/2018 as amended by A.1139/2020.
    """
    return add_months(first_of_month(starts_on), DECLARATION_MONTHS) - DAY


def acceptance_due_on(declared_on: date) -> date:
    """Last day for the tenant's answer to the declaration: thirty days after it."""
    return declared_on + ACCEPTANCE_TERM


def end_due_on(last_day: date) -> date:
    """Last day for the landlord's declaration to AADE that the lease has ended: the end of the month after it.

    Until then it counts there as one that runs. Source: the same.
    """
    return declaration_due_on(last_day)
