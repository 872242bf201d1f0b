"""Of all small wrong changes of the rules the table tests notice at least 95 in 100, and why not the others is known.

What was tried stands in .build/mutation and is not tried again as long as neither rules nor tests change.
"""

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.support.mutation import FIELDS, Mutant, lay, run, tried, unnoticed
from tests.support.reports import ROOT

EXPLAINED = Path(__file__).parent / "unnoticed_mutants.toml"
LEAST = 0.95


def explained() -> dict[Mutant, str]:
    """The mutants that no table test can notice, or none should have to, each with its reason."""
    entries = tomllib.loads(EXPLAINED.read_text("utf-8"))["mutant"]
    return {Mutant(entry["function"], entry["was"], entry["now"]): entry["why"] for entry in entries}


@pytest.mark.parametrize("name", FIELDS)
def test_the_table_tests_notice_what_is_wrong(name: str, record_property: Callable[[str, object], None]) -> None:
    folder = ROOT / ".build/mutation" / name
    lay(folder, FIELDS[name])
    run(folder)
    mutants, survived = len(tried(folder)), unnoticed(folder)
    known = [mutant for mutant in explained() if mutant.function.split(".")[0] in FIELDS[name].modules]
    assert [mutant for mutant in survived if mutant not in known] == []
    assert [mutant for mutant in known if mutant not in survived] == [], "noticed now, or gone: nothing to explain"
    assert len(survived) <= (1 - LEAST) * mutants
    record_property("mutants", mutants)
    record_property("killed", mutants - len(survived))
    record_property("survived", len(survived))
