"""From a scheme and a case to a quote: what is due in each month of the award, and why."""

from datetime import date

from subsidies.rules.case import Case, Kind, Period, award_period
from subsidies.rules.circumstances import Setting, setting_of
from subsidies.rules.day_numbers import month_as_date
from subsidies.rules.eligibility import reasons_against, unchecked_facts
from subsidies.rules.months import DueMonth, due_months
from subsidies.rules.parts import Basis
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
    one_off, months = due_months(scheme, case, award)
    means, setting = means_of(scheme, case), setting_of(scheme, case, award)
    monthly = [_monthly(month, means, setting) for month in months]
    return [_one_off(one_off, setting), *monthly] if one_off else monthly


def _monthly(due: DueMonth, means: Means, setting: Setting) -> Instalment:
    first_day, end_day = date.fromordinal(due.first), date.fromordinal(due.end)
    due_on, month = date.fromordinal(due.due), month_as_date(due.month)
    return Instalment(Kind.MONTHLY, month, due_on, due.cents, first_day, end_day, Basis(due, means, setting))


def _one_off(due: DueMonth, setting: Setting) -> Instalment:
    basis = Basis(due, ONE_OFF, setting, setting.award_starts_on)
    return Instalment(Kind.ONE_OFF, month_as_date(due.month), date.fromordinal(due.due), due.cents, basis=basis)
