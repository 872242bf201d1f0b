"""Mutants of the rules: small wrong changes by mutmut, each of which the table tests have to notice.

They are made and tried in a folder of their own, which holds the packages, the table tests and nothing else: neither
app nor database is waited for. What was tried there is not tried again.
"""

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from tests.support.reports import ROOT

RULES = "subsidies/rules"
GROUND = ("core/dates.py", "core/errors.py", "core/money.py", "core/text.py")  # of core, what the rules stand on


@dataclass(frozen=True)
class Field:
    """Modules of the rules that belong together, and the table tests that have to notice what is wrong in them."""

    modules: tuple[str, ...]
    tests: tuple[str, ...]


FIELDS = {
    "engine": Field(
        ("answer", "calendar", "case", "circumstances", "comparison", "composition", "day_numbers", "eligibility",
         "explanation", "months", "parts", "payable_days", "plain_words", "quote", "recovery", "schedule", "scheme",
         "tariff"),
        ("ages", "award_period", "circumstances", "comparison", "due_days", "eligibility", "explanation",
         "greek_holidays", "monthly_amounts", "other_rules", "plain_words", "published_figures", "quote_example",
         "recovery"),
    ),
    "cases": Field(
        ("case_checks", "case_file"),
        ("case_file", "case_values", "quote_example", "unreadable_files", "wrong_files"),
    ),
    "schemes": Field(
        ("fields", "parsing", "scheme_file", "scheme_tables", "shown", "storable", "values"),
        ("case_values", "scheme_file", "shipped_schemes", "shown", "storable", "unreadable_files", "wrong_files"),
    ),
    "changes": Field(("scheme_changes", "scheme_facts", "table_rows"), ("scheme_changes", "table_changes")),
    "taken_over": Field(("taken_over",), ("taken_over_rules",)),
    "simulation": Field(("columns", "portfolio", "rates", "simulate"), ("simulate",)),
}  # fmt: skip
HELPERS = (
    "given.py", "quoting.py", "small_schemes.py", "whole_case.py", "whole_scheme.py", "wrong_errors.py",
    "wrong_rows.py", "wrong",
)  # fmt: skip
NOT_THERE = (  # tests that need an app, or read the text of the rules, in which mutants stand beside what they are of
    "test_wrong_files.py::test_the_same_is_said_in_greek",
    "test_plain_words.py::test_everything_that_the_engine_says_has_plain_words",
    "test_plain_words.py::test_plain_words_have_the_same_figures",
)
NOTICED = {"killed", "timeout", "segfault"}


@dataclass(frozen=True, order=True)
class Mutant:
    """A change that was not noticed: in which function, from which line to which."""

    function: str
    was: str
    now: str


def lay(folder: Path, field: Field) -> None:
    """What mutmut needs, in a folder. What was tried there counts until rules, tests or the ground below change."""
    for part in ("core", "subsidies/__init__.py", "subsidies/schemes", RULES):
        _copy(ROOT / part, folder / part)
    shutil.rmtree(folder / "tests", ignore_errors=True)
    for name in (*(f"test_{test}.py" for test in field.tests), *HELPERS):
        _copy(ROOT / "tests/subsidies" / name, folder / "tests/subsidies" / name)
    _copy(ROOT / "tests/support/forgetful.py", folder / "tests/conftest.py")
    (folder / "pyproject.toml").write_text(_settings(field.modules), "utf-8")
    laid, known = _digest(folder), folder / "laid"
    if not known.exists() or known.read_text() != laid:
        shutil.rmtree(folder / "mutants", ignore_errors=True)
        known.write_text(laid)


def run(folder: Path) -> None:
    """Try every mutant that was not tried yet, one after the other: fields of mutants are what runs side by side."""
    command = [sys.executable, "-m", "mutmut", "run", "--max-children", "1"]
    with (folder / "mutmut.log").open("w") as log:
        subprocess.run(command, cwd=folder, stdout=log, stderr=subprocess.STDOUT, check=True)


def tried(folder: Path) -> dict[str, str]:
    """Each mutant's name and what became of it."""
    return dict(re.findall(r"^ +(\S+): (.+)$", _mutmut(folder, "results", "--all", "true"), re.MULTILINE))


def unnoticed(folder: Path) -> list[Mutant]:
    """The mutants that no test minded, and those that none reached."""
    return sorted(_mutant(folder, name) for name, fate in tried(folder).items() if fate not in NOTICED)


def _mutant(folder: Path, name: str) -> Mutant:
    lines = _mutmut(folder, "show", name).splitlines()
    was, now = (
        " ".join(line[1:].strip() for line in lines if line.startswith(sign) and not line.startswith(sign * 3))
        for sign in "-+"
    )
    return Mutant(_function(name), was, now)


def _function(name: str) -> str:
    """`tariff.Tariff.spans` of `subsidies.rules.tariff.xǁTariffǁspans__mutmut_7`."""
    module, mangled = name.removeprefix("subsidies.rules.").split(".")
    own = re.sub(r"__mutmut_\d+$", "", mangled)
    return f"{module}.{own[2:]}".replace("ǁ", ".")


def _mutmut(folder: Path, *args: str) -> str:
    command = [sys.executable, "-m", "mutmut", *args]
    return subprocess.run(command, cwd=folder, check=True, capture_output=True, text=True).stdout


def _settings(modules: Iterable[str]) -> str:
    """The project's own, so that tests run as they always do, and mutmut's."""
    own = {
        "source_paths": [RULES],
        "only_mutate": [f"{RULES}/{module}.py" for module in modules],
        "also_copy": ["core", "subsidies"],
        "pytest_add_cli_args": [f"--deselect=tests/subsidies/{test}" for test in NOT_THERE],
        "pytest_add_cli_args_test_selection": ["tests/subsidies"],
        "process_isolation": "forkserver",  # those who try mutants have not run a test before
    }
    lines = [f"{key} = {json.dumps(value)}" for key, value in own.items()]
    return "\n".join([(ROOT / "pyproject.toml").read_text("utf-8"), "[tool.mutmut]", *lines, ""])


def _digest(folder: Path) -> str:
    """Of all that is laid there and can make a difference to the rules."""
    digest = sha256()
    laid = [folder / name for name in ("pyproject.toml", *GROUND)]
    laid += [path for top in ("subsidies", "tests") for path in (folder / top).rglob("*")]
    for path in sorted(path for path in laid if path.is_file()):
        digest.update(path.relative_to(folder).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()


def _copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True, ignore=shutil.ignore_patterns("__pycache__"))
    else:
        shutil.copy2(source, target)
