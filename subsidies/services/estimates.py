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
        version = find_awarding_version(session, on)
        if version is None:
            return {}
        scheme = load_scheme(version)
        size = sum(_is_present(member, on) for member in facts.members)
        until = add_months(on, scheme.terms.months)
        estimates = ((rent, _estimate(scheme, size, rent, on, until)) for rent in rents)
        return {rent: estimate for rent, estimate in estimates if estimate is not None}


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
