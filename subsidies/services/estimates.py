"""Answers housing's question what a subsidy would pay towards rents, by the same tables as awards."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from core.dates import add_months
from housing.ports import HouseholdFacts, MemberFacts, SubsidyEstimate
from subsidies.rules.scheme import Scheme
from subsidies.rules.tariff import entitlement_by_rent, monthly_entitlement
from subsidies.services.schemes import find_awarding_version, load_scheme


class SchemeEstimates:
    """`housing.ports.SubsidyEstimates` by the scheme that awards on the day."""

    def estimate(
        self, session: Session, facts: HouseholdFacts, rents: Sequence[Decimal], on: date
    ) -> Mapping[Decimal, SubsidyEstimate]:
        """The estimate for each rent, were a lease signed that day; none when no scheme awards then."""
        (answer,) = self.estimate_all(session, [facts], rents, on)
        return answer

    def estimate_all(
        self, session: Session, households: Sequence[HouseholdFacts], rents: Sequence[Decimal], on: date
    ) -> Sequence[Mapping[Decimal, SubsidyEstimate]]:
        """The same for several households: one answer for all of a size."""
        scheme = _awarding(session, on)
        sizes = [_size(facts, on) for facts in households]
        by_size = {size: {} if scheme is None else _by_rent(scheme, size, rents, on) for size in set(sizes)}
        return [by_size[size] for size in sizes]

    def estimate_each(
        self, session: Session, households: Sequence[HouseholdFacts], rent: Decimal, on: date
    ) -> Sequence[SubsidyEstimate | None]:
        """The same of one rent for several households."""
        scheme = _awarding(session, on)
        if scheme is None:
            return [None] * len(households)
        until = add_months(on, scheme.terms.months)
        entitled = (monthly_entitlement(scheme, _size(facts, on), rent, on) for facts in households)
        return [None if subsidy is None else _estimate(scheme, rent, subsidy, until) for subsidy in entitled]


def _awarding(session: Session, on: date) -> Scheme | None:
    version = find_awarding_version(session, on)
    return None if version is None else load_scheme(version)


def _by_rent(scheme: Scheme, size: int, rents: Sequence[Decimal], on: date) -> Mapping[Decimal, SubsidyEstimate]:
    until, entitled = add_months(on, scheme.terms.months), entitlement_by_rent(scheme, size, on)
    return {} if entitled is None else {rent: _estimate(scheme, rent, entitled(rent), until) for rent in rents}


def _size(facts: HouseholdFacts, on: date) -> int:
    return sum(_is_present(member, on) for member in facts.members)


def _estimate(scheme: Scheme, rent: Decimal, subsidy: Decimal, lease_until: date) -> SubsidyEstimate:
    return SubsidyEstimate(
        scheme_key=scheme.key,
        scheme_names=scheme.name,
        monthly_subsidy=subsidy,
        household_pays=rent - subsidy,
        lease_until=lease_until,
    )


def _is_present(member: MemberFacts, on: date) -> bool:
    return (member.joined_on is None or member.joined_on <= on) and (member.left_on is None or on < member.left_on)
