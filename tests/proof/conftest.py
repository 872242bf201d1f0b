"""The long checks, `make proof`: what passed at this commit is not run again; what it showed is written down.

A proof is a file `test_NAME.py` here; ordinary runs leave the folder out. Its tests give figures by `record_property`,
which are added up in docs/proof/NAME.json.
"""

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from tests.support.reports import REPORTS, ROOT, commit, write_report

STATE = ROOT / ".build/proof"

Figures = dict[str, float]


class _Proof:
    """What one file of tests has shown so far, at one commit."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.commit = commit()
        self._path = STATE / f"{name}.json"
        stored: dict[str, Any] = json.loads(self._path.read_text("utf-8")) if self._path.exists() else {}
        self.passed: dict[str, Figures] = stored["passed"] if stored.get("commit") == self.commit else {}

    def note(self, test: str, figures: Figures) -> None:
        self.passed[test] = figures
        STATE.mkdir(parents=True, exist_ok=True)
        self._path.write_text(json.dumps({"commit": self.commit, "passed": self.passed}), "utf-8")

    def report(self) -> None:
        figures: Counter[str] = Counter()
        for own in self.passed.values():
            figures.update(own)
        if "mutants" in figures:  # the one figure that is no sum
            figures["percent"] = round(100 * figures["killed"] / figures["mutants"], 1)
        write_report(REPORTS, self.name, self.commit, {"tests": len(self.passed), **figures})


def _name(nodeid: str) -> str:
    return Path(nodeid.split("::")[0]).stem.removeprefix("test_")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    passed = {test for name in {_name(item.nodeid) for item in items} for test in _Proof(name).passed}
    config.hook.pytest_deselected(items=[item for item in items if item.nodeid in passed])
    items[:] = [item for item in items if item.nodeid not in passed]


def pytest_configure(config: pytest.Config) -> None:
    if not hasattr(config, "workerinput"):  # of several processes, the one that hears from all of them
        config.pluginmanager.register(_Recorder(is_whole=not _chooses(config)))


def _chooses(config: pytest.Config) -> bool:
    """Whether only some tests of a file are asked for."""
    return bool(config.option.keyword or config.option.markexpr or any("::" in wanted for wanted in config.args))


class _Recorder:
    """Writes down each test that passes, and each proof that is whole."""

    def __init__(self, *, is_whole: bool) -> None:
        self._is_whole = is_whole
        self._proofs: dict[str, _Proof] = {}
        self._wanted: set[str] = set()

    @pytest.hookimpl(optionalhook=True)
    def pytest_xdist_node_collection_finished(self, ids: list[str]) -> None:
        self._wanted.update(ids)

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        self._wanted.update(item.nodeid for item in session.items)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        if report.when == "call" and report.passed:
            name = _name(report.nodeid)
            proof = self._proofs.setdefault(name, _Proof(name))
            proof.note(report.nodeid, dict(report.user_properties))

    def pytest_sessionfinish(self) -> None:
        for name, proof in self._proofs.items():
            wanted = {test for test in self._wanted if _name(test) == name}
            if self._is_whole and wanted <= proof.passed.keys():
                proof.report()
