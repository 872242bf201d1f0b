"""Whether what was typed fits together: everything that does not is said at once, beside its field."""

from typing import Any, NamedTuple

from core.i18n import say
from core.text import Sentence
from subsidies.calculator.conversion import case_of
from subsidies.calculator.forms import CalculatorForm
from subsidies.calculator.page_words import in_words
from subsidies.calculator.walking import field_at, number_of
from subsidies.rules.case_checks import check_case
from subsidies.rules.case_file import parse_case
from subsidies.rules.scheme import Scheme

_SOMEBODY = {"born": "1900-01-01"}


class Misfit(NamedTuple):
    """What a check of cases found, in the words of files."""

    code: str
    path: str
    problem: Sentence


def fits(form: CalculatorForm, scheme: Scheme) -> bool:
    """Whether the values that could be read go together under the scheme; comes after `form.validate`."""
    found: list[Misfit] = []
    case = parse_case(_gaps_filled(case_of(form, scheme.key)))
    check_case(case, scheme, lambda *misfit: found.append(Misfit(*misfit)))
    said = [(field_at(form.case, misfit.path), _said(form, misfit)) for misfit in found]
    for field, sentence in said:
        if field is not None and not field.errors:  # of what could not be read, that is enough
            form.blame(field, sentence)
    return not found


def _said(form: CalculatorForm, misfit: Misfit) -> str:
    return say(in_words(*misfit, number=lambda index: number_of(form.case, misfit.path, index)))


def _gaps_filled(data: dict[str, Any]) -> dict[str, Any]:
    """The case with something fitting in the place of what is missing or cannot be read, which is said already."""
    lease, household = data.get("lease", {}), data.get("household", {})
    decided_on, starts_on = data.get("decided_on"), lease.get("starts_on")
    if not decided_on or not starts_on:  # nobody knows yet when the award begins
        data = {key: value for key, value in data.items() if key != "ends_on"}
        household = {**household, "members": None}
    lease = {"starts_on": "1900-01-01", "monthly_rent": "0.00", **lease}
    household = {**household, "members": household.get("members") or [_SOMEBODY]}
    return {**data, "decided_on": decided_on or lease["starts_on"], "lease": lease, "household": household}
