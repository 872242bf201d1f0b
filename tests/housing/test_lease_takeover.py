"""What a lease that ran before has to be, checked once more as it is taken over."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from sqlalchemy.orm import Session

from core.errors import Refused
from core.structure import Centre
from housing.models import Listing, VoidPeriod
from housing.occupancy import VoidReason
from housing.services.leases.lease_takeover import Declaration, take_over_lease
from housing.services.leases.leases import LeaseTerms
from people.models import Household
from tests.support import rows


@pytest.mark.parametrize(
    ("how", "said"),
    [
        ({"starts_on": date(2026, 11, 24)}, "Only a lease that runs today"),
        ({"starts_on": date(2020, 1, 1), "agreed_ends_on": date(2026, 11, 23)}, "Only a lease that runs today"),
        ({"monthly_rent": Decimal("0")}, "The rent must be more than zero."),
        ({"agreed_ends_on": date(2025, 9, 1)}, "The term must end after it starts."),
    ],
)
def test_only_a_lease_that_makes_sense_and_runs_is_taken_over(
    session: Session, centre: Centre, families: list[Household], how: dict[str, object], said: str
):
    flat = rows.add_listing(session, centre)
    terms = LeaseTerms(
        monthly_rent=Decimal("400"), deposit=None, signed_on=date(2025, 9, 1), starts_on=date(2025, 9, 1),
        agreed_ends_on=date(2028, 9, 1),
    )  # fmt: skip
    with pytest.raises(Refused, match=said):
        take_over_lease(
            session, flat, families[0], flat.landlord, replace(terms, **how), Declaration(), actor=None, at=rows.NOW
        )


def test_what_was_checked_before_is_checked_again_when_a_lease_is_taken_over(
    session: Session, centre: Centre, families: list[Household]
):
    """Somebody may have been faster."""
    flat, other_flat = rows.add_listing(session, centre), rows.add_listing(session, centre)
    terms = LeaseTerms(
        monthly_rent=Decimal("400"), deposit=None, signed_on=date(2025, 9, 1), starts_on=date(2025, 9, 1),
        agreed_ends_on=date(2028, 9, 1),
    )  # fmt: skip

    def take_it(listing: Listing, household: Household) -> None:
        take_over_lease(session, listing, household, listing.landlord, terms, Declaration(), actor=None, at=rows.NOW)

    take_it(flat, families[0])
    with pytest.raises(Refused, match="it has one at a time"):
        take_it(other_flat, families[0])
    with pytest.raises(Refused, match="A lease binds this flat"):
        take_it(flat, families[1])
    void = VoidPeriod(dwelling=other_flat.dwelling, reason=VoidReason.REPAIRS, created_at=rows.NOW)
    void.starts_on = date(2026, 2, 1)
    session.add(void)
    with pytest.raises(Refused, match="was out of use"):
        take_it(other_flat, families[1])
