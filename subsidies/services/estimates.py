"""Answers housing's question what a subsidy would pay towards rents, by the same tables as awards."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from core.dates import add_months
from housing.ports import HouseholdFacts, MemberFacts, SubsidyEstimate
from subsidies.rules.scheme import Scheme
from subsidies.rules.tariff import monthly_entitlement
from subsidies.services.schemes import find_awarding_version, load_scheme


class SchemeEstimates:
    """`housing.ports.SubsidyEstimates` by the scheme that awards on the day."""

    def estimate(
        self, session: Session, facts: HouseholdFacts, rents: Sequence[Decimal], on: date
    ) -> Mapping[Decimal, SubsidyEstimate]:
        """The estimate for each rent, were a lease signed that day; none when no scheme awards then."""
        scheme = _awarding(session, on)
        if scheme is None:
            return {}
        size, until = _size(facts, on), add_months(on, scheme.terms.months)
        estimates = ((rent, _estimate(scheme, size, rent, on, until)) for rent in rents)
        return {rent: estimate for rent, estimate in estimates if estimate is not None}

    def estimate_each(
        self, session: Session, households: Sequence[HouseholdFacts], rent: Decimal, on: date
    ) -> Sequence[SubsidyEstimate | None]:
        """The same of one rent for several households."""
        scheme = _awarding(session, on)
        if scheme is None:
            return [None] * len(households)
        until = add_months(on, scheme.terms.months)
        return [_estimate(scheme, _size(facts, on), rent, on, until) for facts in households]


def _awarding(session: Session, on: date) -> Scheme | None:
    version = find_awarding_version(session, on)
    return None if version is None else load_scheme(version)


def _size(facts: HouseholdFacts, on: date) -> int:
    return sum(_is_present(member, on) for member in facts.members)


def _estimate(scheme: Scheme, size: int, rent: Decimal, on: date, lease_until: date) -> SubsidyEstimate | None:
    subsidy = monthly_entitlement(scheme, size, rent, on)
    if subsidy is None:
        return None
    return SubsidyEstimate(
        scheme_key=scheme.key,
        scheme_names=scheme.name,
        monthly_subsidy=subsidy,
        household_pays=rent - subsidy,
        lease_until=lease_until,
    )


def _is_present(member: MemberFacts, on: date) -> bool:
    return (member.joined_on is None or member.joined_on <= on) and (member.left_on is None or on < member.left_on)
