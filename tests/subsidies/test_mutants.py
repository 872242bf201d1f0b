"""The short form of `make proof ONLY=mutation`: the mutants of one small module, and that none is left out."""

import re
from pathlib import Path

from tests.support.mutation import FIELDS, GROUND, RULES, Field, lay, run, tried, unnoticed
from tests.support.reports import ROOT


def test_every_module_of_the_rules_is_mutated():
    modules = sorted(path.stem for path in (ROOT / RULES).glob("*.py") if path.stem != "__init__")
    assert sorted(module for field in FIELDS.values() for module in field.modules) == modules


def test_the_tests_of_award_periods_notice_what_is_wrong_with_payable_days(tmp_path: Path):
    lay(tmp_path, Field(("payable_days",), ("award_period",)))
    run(tmp_path)
    assert len(tried(tmp_path)) > 20
    assert unnoticed(tmp_path) == []


def test_what_was_tried_counts_until_something_changes_that_the_rules_stand_on():
    imports = re.compile(r"^(?:from|import) (core\.\w+)", re.MULTILINE)
    below = [path.read_text("utf-8") for path in (*(ROOT / RULES).glob("*.py"), *(ROOT / name for name in GROUND))]
    needed = {module for text in below for module in imports.findall(text)}
    assert {f"{module.replace('.', '/')}.py" for module in needed} == set(GROUND)
