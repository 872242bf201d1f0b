"""What is said of a wrong scheme file and of a wrong case."""

import pytest

from subsidies.rules.case_file import CaseError, parse_json, read_case
from subsidies.rules.scheme_file import SchemeFileErrors, read_scheme, shipped_schemes
from tests.subsidies.whole_scheme import EVERYTHING

SCHEMES = {**shipped_schemes(), "everything": read_scheme(EVERYTHING, "everything.toml")}


def scheme_errors(text: str) -> list[tuple[str, str]]:
    """Key and sentence of everything that is wrong."""
    with pytest.raises(SchemeFileErrors) as raised:
        read_scheme(text, "s.toml")
    assert {error.file for error in raised.value.errors} == {"s.toml"}
    assert str(raised.value) == str(raised.value.errors[0].sentence)
    return [(error.key, str(error.sentence)) for error in raised.value.errors]


def case_error(text: str) -> CaseError:
    with pytest.raises(CaseError) as raised:
        read_case(parse_json(text), SCHEMES)
    return raised.value
