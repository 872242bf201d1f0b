"""Answers housing's question what a subsidy would pay towards rents, by the same tables as awards."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal

from sqlalchemy.orm import Session

from core.dates import add_months
from housing.ports import HouseholdFacts, SubsidyEstimate
from subsidies.rules.case import Household, Member
from subsidies.rules.composition import Composition, composition_on
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
        """The same for several households: one answer for all that count alike."""
        scheme = _awarding(session, on)
        if scheme is None:
            return [{} for _facts in households]
        everybody = [_people(scheme, facts, on) for facts in households]
        answers = {people: _by_rent(scheme, people, rents, on) for people in set(everybody)}
        return [answers[people] for people in everybody]

    def estimate_each(
        self, session: Session, households: Sequence[HouseholdFacts], rent: Decimal, on: date
    ) -> Sequence[SubsidyEstimate | None]:
        """The same of one rent for several households."""
        scheme = _awarding(session, on)
        if scheme is None:
            return [None] * len(households)
        until = add_months(on, scheme.terms.months)
        entitled = (monthly_entitlement(scheme, _people(scheme, facts, on), rent, on) for facts in households)
        return [None if subsidy is None else _estimate(scheme, rent, subsidy, until) for subsidy in entitled]


def _awarding(session: Session, on: date) -> Scheme | None:
    version = find_awarding_version(session, on)
    return None if version is None else load_scheme(version)


def _by_rent(
    scheme: Scheme, people: Composition, rents: Sequence[Decimal], on: date
) -> Mapping[Decimal, SubsidyEstimate]:
    until, entitled = add_months(on, scheme.terms.months), entitlement_by_rent(scheme, people, on)
    return {} if entitled is None else {rent: _estimate(scheme, rent, entitled(rent), until) for rent in rents}


def _people(scheme: Scheme, facts: HouseholdFacts, on: date) -> Composition:
    """Those who are there on the day, as an award that began then would count them."""
    members = tuple(Member(one.born_on, joined_on=one.joined_on, left_on=one.left_on) for one in facts.members)
    if scheme.is_by_age:
        return composition_on(Household(members, facts.single_parent), on, on)
    return Composition(sum(member.is_present(on) for member in members))


def _estimate(scheme: Scheme, rent: Decimal, subsidy: Decimal, lease_until: date) -> SubsidyEstimate:
    return SubsidyEstimate(
        scheme_key=scheme.key,
        scheme_names=scheme.name,
        monthly_subsidy=subsidy,
        household_pays=rent - subsidy,
        lease_until=lease_until,
    )
