"""Whether a case may get anything at all: every reason against it at once, and what nobody could check."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from core.dates import add_months
from core.money import from_cents
from core.text import N_, Sentence
from subsidies.rules.case import Case, Period
from subsidies.rules.composition import composition_on
from subsidies.rules.scheme import CoveredStatus, LeaseCover, Scheme, SchemeStatus, table_in_force


@dataclass(frozen=True, slots=True)
class Reason:
    """Why nothing can be awarded."""

    code: str
    sentence: Sentence


def reasons_against(scheme: Scheme, case: Case, award: Period) -> tuple[Reason, ...]:
    """All reasons that apply; none when the case is eligible. A fact that the case leaves out is no reason."""
    return (
        *_against_scheme(scheme, case.decided_on, award),
        *_against_money(scheme, case, award),
        *_against_lease(scheme, case, award),
        *_against_facts(scheme, case),
    )


def unchecked_facts(scheme: Scheme, case: Case) -> tuple[str, ...]:
    """The facts that the scheme asks about and the case leaves out. Enrolment counts from recognition: needs both."""
    requires, facts, lease = scheme.requires, case.facts, case.lease
    by_bank = _applies(requires.rent_paid_by_bank_from, case.decided_on)
    within_months = requires.enrolled_within_months is not None
    asked = {
        "income": (scheme.income_limit is not None, case.household.annual_income),
        "lease_declared": (requires.lease_declared, lease.declared),
        "lease_accepted": (requires.lease_accepted, lease.accepted),
        "rent_paid_by_bank": (by_bank, facts.rent_paid_by_bank),
        "status": (requires.statuses is not None, facts.status),
        "recognised_on": (requires.recognised_from is not None, facts.recognised_on),
        "enrolled_on": (within_months, facts.enrolled_on and facts.recognised_on),
    }
    return tuple(code for code, (is_asked, fact) in asked.items() if is_asked and fact is None)


def income_limit(scheme: Scheme, case: Case, award: Period) -> Decimal | None:
    """The most that the household present on the award's first day may earn in a year; None without a limit."""
    if scheme.income_limit is None:
        return None
    people = composition_on(case.household, award.starts_on, award.starts_on)
    return from_cents(scheme.income_limit.cents(*people))


def _against_scheme(scheme: Scheme, decided_on: date, award: Period) -> Iterator[Reason]:
    if scheme.opens_on and decided_on < scheme.opens_on:
        yield _reason("scheme-not-open", N_("The scheme opens on %(day)s, after the decision."), day=scheme.opens_on)
    if scheme.closes_on and decided_on >= scheme.closes_on:
        yield _reason("scheme-closed", N_("The scheme takes no decision from %(day)s on."), day=scheme.closes_on)
    if scheme.status is SchemeStatus.DRAFT:
        yield _reason("scheme-draft", N_("The scheme is a draft: nothing can be awarded yet."))
    if table_in_force(scheme.monthly, award.starts_on) is None:
        yield _reason("tariff-missing", N_("No table of amounts is in force on %(day)s."), day=award.starts_on)


def _against_money(scheme: Scheme, case: Case, award: Period) -> Iterator[Reason]:
    income, limit = case.household.annual_income, income_limit(scheme, case, award)
    if income is not None and limit is not None and income > limit:
        msgid = N_("The income of %(income)s a year is above the limit of %(limit)s.")
        yield _reason("income-over-limit", msgid, income=income, limit=limit)
    rent, minimum = case.lease.monthly_rent, scheme.terms.minimum_rent
    if rent < minimum:
        msgid = N_("The rent of %(rent)s is below the minimum of %(minimum)s.")
        yield _reason("rent-below-minimum", msgid, rent=rent, minimum=minimum)


def _against_lease(scheme: Scheme, case: Case, award: Period) -> Iterator[Reason]:
    if scheme.requires.lease_declared and case.lease.declared is False:
        yield _reason("lease-not-declared", N_("The lease is not declared to the tax authority."))
    if scheme.requires.lease_accepted and case.lease.accepted is False:
        yield _reason("lease-not-accepted", N_("The tenant has not accepted the declared lease."))
    if scheme.terms.lease_cover is LeaseCover.WHOLE_AWARD and not _lease_covers(case, award):
        msgid = N_("The lease does not cover the award from %(starts_on)s up to %(ends_on)s.")
        yield _reason("lease-too-short", msgid, starts_on=award.starts_on, ends_on=award.ends_on)
    by_bank = _applies(scheme.requires.rent_paid_by_bank_from, case.decided_on)
    if by_bank and case.facts.rent_paid_by_bank is False:
        yield _reason("rent-not-paid-by-bank", N_("The rent is not paid through a bank."))


def _against_facts(scheme: Scheme, case: Case) -> Iterator[Reason]:
    requires, facts = scheme.requires, case.facts
    if facts.status is not None and not _is_covered(requires.statuses, facts.status, case.decided_on):
        msgid = N_("The status %(status)s is not covered on the day of the decision.")
        yield _reason("status-not-covered", msgid, status=facts.status)
    if requires.recognised_from and facts.recognised_on and facts.recognised_on < requires.recognised_from:
        msgid = N_("The recognition on %(day)s lies before %(first_day)s.")
        yield _reason("recognised-too-early", msgid, day=facts.recognised_on, first_day=requires.recognised_from)
    if requires.enrolled_within_months and facts.recognised_on and facts.enrolled_on:
        last_day = _months_later(facts.recognised_on, requires.enrolled_within_months)
        if facts.enrolled_on > last_day:
            msgid = N_("The enrolment on %(day)s came after %(last_day)s.")
            yield _reason("enrolled-too-late", msgid, day=facts.enrolled_on, last_day=last_day)


def _lease_covers(case: Case, award: Period) -> bool:
    ends_on = case.lease.ends_on
    return case.lease.starts_on <= award.starts_on and (ends_on is None or ends_on >= award.ends_on)


def _is_covered(statuses: tuple[CoveredStatus, ...] | None, status: str, decided_on: date) -> bool:
    """Outside the list nothing is covered, a status with a day only by decisions on or after it; no list covers all."""
    if statuses is None:
        return True
    return any(s.status == status and (s.from_on is None or decided_on >= s.from_on) for s in statuses)


def _applies(from_on: date | None, decided_on: date) -> bool:
    return from_on is not None and decided_on >= from_on


def _months_later(day: date, months: int) -> date:
    """Day clamped to the month's last; the calendar's last day when it would lie beyond."""
    try:
        return add_months(day, months)
    except ValueError:
        return date.max


def _reason(code: str, msgid: str, **values: object) -> Reason:
    return Reason(code, Sentence(msgid, values))
