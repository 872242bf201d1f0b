"""The short form of `make proof ONLY=mutation`: the mutants of one small module, and that none is left out."""

from pathlib import Path

from tests.support.mutation import FIELDS, RULES, Field, lay, run, tried, unnoticed
from tests.support.reports import ROOT


def test_every_module_of_the_rules_is_mutated():
    modules = sorted(path.stem for path in (ROOT / RULES).glob("*.py") if path.stem != "__init__")
    assert sorted(module for field in FIELDS.values() for module in field.modules) == modules


def test_the_tests_of_award_periods_notice_what_is_wrong_with_payable_days(tmp_path: Path):
    lay(tmp_path, Field(("payable_days",), ("award_period",)))
    run(tmp_path)
    assert len(tried(tmp_path)) > 20
    assert unnoticed(tmp_path) == []
