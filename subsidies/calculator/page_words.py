"""What does not fit in a case, in the words of the page: no keys of files, days and shares as people write them."""

import re
from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal

from core.text import N_, Factor, Sentence

_INDEX = re.compile(r"\[[0-9]+\]")

# By the code of a check (`rules.case_checks`) and the path, without the numbers of rows.
_WORDS: Mapping[tuple[str, str], str] = {
    ("not-after", "lease.ends_on"): N_("It must be after the first day of the lease, %(limit)s"),
    ("not-after", "rent_changes.from"): N_(
        "It must be after the first day of the lease, %(limit)s: until then the rent of the lease holds"
    ),
    ("repeated", "rent_changes"): N_("Change %(twin)s begins on the same day"),
    ("out-of-range", "decided_on"): N_("The award must end by %(limit)s"),
    ("out-of-range", "lease.starts_on"): N_("The award must end by %(limit)s"),
    ("not-after", "ends_on"): N_("The award would end before it begins, on %(limit)s"),
    ("repeated", "household.members"): N_("Person %(twin)s has the same name or letter"),
    ("too-late", "household.members.born"): N_("A person is born by %(limit)s, when they join or the award begins"),
    ("not-after", "household.members.left_on"): N_("It must be after the day of joining, %(limit)s"),
    ("not-after", "suspensions.to"): N_("It must be after the day from which it holds, %(limit)s"),
    ("not-after", "freezes.to"): N_("It must be after the day from which it holds, %(limit)s"),
    ("repeated", "paid"): N_(
        "Payment %(twin)s is for the same: each month is paid once by kind, the one-off once at all"
    ),
    ("too-large", "recovery.share"): N_("The scheme keeps back at most %(most)s of an instalment"),
    ("missing", "household.annual_income"): N_("The scheme reckons with the income: enter it, or 0"),
}
NOTHING_KEPT_BACK = Sentence(N_("The scheme keeps nothing back: leave it empty, and the month too"))


def in_words(
    code: str, path: str, problem: Sentence, number: Callable[[int], object] = lambda index: index + 1
) -> Sentence:
    """What the page says of a problem that a check found; `number` gives that of a row, by its index."""
    found = problem.values
    if path == "recovery.share" and not Decimal(str(found["most"])):
        return NOTHING_KEPT_BACK
    values: dict[str, object] = {}
    if "limit" in found:
        values["limit"] = date.fromisoformat(str(found["limit"]))
    if "most" in found:
        values["most"] = Factor(Decimal(str(found["most"])))
    if "twin" in found:
        values["twin"] = number(int(str(found["twin"])))
    return Sentence(_WORDS[code, _INDEX.sub("", path)], values)
