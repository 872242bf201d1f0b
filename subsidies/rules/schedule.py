"""From a scheme and a case to a quote: what is due in each month of the award, and why."""

from datetime import date

from subsidies.rules.case import Case, Kind, Period, award_period
from subsidies.rules.day_numbers import month_as_date
from subsidies.rules.eligibility import reasons_against, unchecked_facts
from subsidies.rules.months import Row, due_rows
from subsidies.rules.parts import parts_of
from subsidies.rules.quote import Instalment, Quote
from subsidies.rules.recovery import settle, settle_refused
from subsidies.rules.scheme import Scheme
from subsidies.rules.tariff import ONE_OFF, Means, means_of


def quote(scheme: Scheme, case: Case) -> Quote:
    """The schedule of the case under the scheme, or every reason why there is none.

    The case must be sound (`case_checks.check_case`). Exact throughout; each month is rounded once, half up.
    """
    award = award_period(scheme.terms, case)
    reasons = reasons_against(scheme, case, award)
    settlement = settle_refused(case) if reasons else settle(scheme.terms, case, due_instalments(scheme, case, award))
    return Quote(
        scheme=scheme.key,
        award=award,
        reasons=reasons,
        unchecked=unchecked_facts(scheme, case),
        instalments=settlement.instalments,
        differences=settlement.differences,
        outstanding=settlement.outstanding,
    )


def due_instalments(scheme: Scheme, case: Case, award: Period) -> list[Instalment]:
    """What an eligible case is due, whatever was paid."""
    one_off, months = due_rows(scheme, case, award)
    means = means_of(scheme, case)
    monthly = [_instalment(Kind.MONTHLY, row, means) for row in months]
    return [_instalment(Kind.ONE_OFF, one_off, ONE_OFF, award.starts_on), *monthly] if one_off else monthly


def _instalment(kind: Kind, row: Row, means: Means, household_of: date | None = None) -> Instalment:
    month, first, end, due, cents, shares, of = row
    is_monthly = kind is Kind.MONTHLY
    return Instalment(
        kind=kind,
        month=month_as_date(month),
        due_on=date.fromordinal(due),
        cents=cents,
        first_day=date.fromordinal(first) if is_monthly else None,
        end_day=date.fromordinal(end) if is_monthly else None,
        parts=parts_of(shares, of, means, household_of),
    )
