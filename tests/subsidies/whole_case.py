"""A case with every key, and its malformed neighbours."""

from copy import deepcopy
from typing import Any

import pytest

from subsidies.rules.case_file import CaseError, read_case
from subsidies.rules.scheme_file import shipped_schemes

WHOLE: dict[str, Any] = {
    "scheme": "demonstration",
    "decided_on": "2026-01-20",
    "household": {
        "single_parent": False,
        "annual_income": "0.00",
        "members": [
            {"id": "a", "born": "1990-02-01"},
            {"id": "b", "born": "2019-05-05", "joined_on": "2026-03-14", "left_on": "2026-09-01", "unprotected": False},
        ],
    },
    "lease": {
        "starts_on": "2026-02-10",
        "ends_on": "2029-02-10",
        "monthly_rent": "450.00",
        "share": "1",
        "declared": True,
        "accepted": True,
    },
    "facts": {
        "status": "refugee",
        "recognised_on": "2025-06-01",
        "enrolled_on": "2025-09-01",
        "rent_paid_by_bank": True,
    },
    "ends_on": "2027-01-01",
    "rent_changes": [{"from": "2026-08-01", "monthly_rent": "480.00"}],
    "suspensions": [{"from": "2026-05-05", "to": "2026-05-20", "reason": "Abroad"}],
    "freezes": [{"from": "2026-10-01", "to": "2026-11-01", "reason": "Funding"}],
    "paid": [{"month": "2026-02", "kind": "monthly", "amount": "110.00"}],
    "recovery": {"from_month": "2026-06", "share": "0.50"},
}
GONE = object()


def changed(path: str, value: Any) -> dict[str, Any]:
    """The whole case with one value put in, or taken away, at a path such as `household.members[0].born`."""
    data = deepcopy(WHOLE)
    *steps, last = [int(s) if s.isdigit() else s for s in path.replace("[", ".").replace("]", "").split(".")]
    place: Any = data
    for step in steps:
        place = place[step]
    if value is GONE:
        del place[last]
    elif isinstance(place, list) and last == len(place):
        place.append(value)
    else:
        place[last] = value
    return data


def error_of(data: object, schemes: Any = None) -> CaseError:
    with pytest.raises(CaseError) as raised:
        read_case(data, schemes or shipped_schemes())
    return raised.value
