"""From rows to a case: the plain facts that a quote rests on, in the form that `stegi quote` reads."""

from datetime import date
from typing import Any

from housing.models import Lease
from people.models import Household, HouseholdMember


def case_of(lease: Lease, scheme_key: str, on: date) -> dict[str, Any]:
    """The case of a lease as it is known on the day of the decision. What nobody asked yet is left out."""
    return {
        "scheme": scheme_key,
        "decided_on": on.isoformat(),
        "household": _household(lease.household, lease.starts_on),
        "lease": {
            "starts_on": lease.starts_on.isoformat(),
            # The paper may say less, but the law keeps a lease running that nobody ends: law 1703/1987, art. 2.
            "ends_on": lease.ends_on.isoformat(),
            "monthly_rent": str(lease.monthly_rent),
            "share": "1",
            "declared": _happened(lease.declared_on, on),
            "accepted": _happened(lease.accepted_on, on),
        },
    }


def _household(household: Household, begins_on: date) -> dict[str, Any]:
    members = [_member(member, begins_on) for member in household.members]
    return {"single_parent": household.single_parent, "members": members}


def _member(member: HouseholdMember, begins_on: date) -> dict[str, Any]:
    """Without a name: the amounts do not depend on it. Who was there "from the start" was so from birth at the most."""
    joined_on = member.joined_on or (member.born_on if member.born_on > begins_on else None)
    days = {"joined_on": joined_on, "left_on": member.left_on}
    known = {name: day.isoformat() for name, day in days.items() if day is not None}
    return {"id": str(member.id), "born": member.born_on.isoformat(), **known}


def _happened(day: date | None, on: date) -> bool:
    return day is not None and day <= on
