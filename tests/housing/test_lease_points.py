"""What a lease lacks is said, with who must act and until when."""

from dataclasses import replace
from datetime import date

import pytest

from housing.lease_points import LeaseFacts, Party, open_points

COMPLETE = LeaseFacts(
    starts_on=date(2026, 2, 10),
    declared_on=date(2026, 2, 20),
    accepted_on=date(2026, 3, 1),
    landlord_has_afm=True,
    landlord_has_account=True,
    household_has_account=True,
)


def test_a_complete_lease_lacks_nothing() -> None:
    assert open_points(COMPLETE) == ()


@pytest.mark.parametrize(
    ("missing", "party", "due_on"),
    [
        pytest.param(
            {"declared_on": None, "accepted_on": None}, Party.LANDLORD, date(2026, 3, 31), id="the-landlord-declares"
        ),
        pytest.param({"accepted_on": None}, Party.HOUSEHOLD, date(2026, 3, 22), id="the-tenant-accepts"),
        pytest.param({"landlord_has_afm": False}, Party.LANDLORD, None, id="tax-number"),
        pytest.param({"landlord_has_account": False}, Party.LANDLORD, None, id="account-for-the-rent"),
        pytest.param({"household_has_account": False}, Party.HOUSEHOLD, None, id="account-for-the-subsidy"),
    ],
)
def test_each_missing_thing_names_who_must_act(missing: dict[str, object], party: Party, due_on: date | None) -> None:
    [point] = open_points(replace(COMPLETE, **missing))
    assert (point.party, point.due_on) == (party, due_on)


def test_a_point_is_late_from_the_day_after_its_last_day() -> None:
    [point] = open_points(replace(COMPLETE, accepted_on=None))
    assert not point.is_late(date(2026, 3, 22))
    assert point.is_late(date(2026, 3, 23))


def test_a_point_without_a_last_day_is_never_late() -> None:
    [point] = open_points(replace(COMPLETE, landlord_has_afm=False))
    assert not point.is_late(date(2036, 1, 1))
