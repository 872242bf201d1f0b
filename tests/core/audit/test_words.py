"""Whatever is written down has words: every step that the code names, and every table whose rows it is about."""

import ast
from collections.abc import Iterator
from pathlib import Path

from app import PANELS
from core.audit.unaudited import UNAUDITED
from core.db import Base
from core.panels import Panels

ROOT = Path(__file__).resolve().parents[3]
PACKAGES = ("core", "maps", "people", "housing", "subsidies", "portal")
NAMED_BY = {"record", "record_each", "record_read"}
NAMED_ELSEWHERE = {"erase-person-key"}  # by a constant


def named_steps() -> Iterator[str]:
    """The steps that these are called with."""
    for path in (path for package in PACKAGES for path in (ROOT / package).rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            is_call = isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
            if is_call and node.func.id in NAMED_BY and isinstance(node.args[1], ast.Constant):
                yield node.args[1].value


def registered() -> Panels:
    panels = Panels()
    for register in PANELS:
        register(panels)
    return panels


def test_every_step_has_words_and_no_words_are_left_over():
    assert set(named_steps()) | NAMED_ELSEWHERE == registered().steps.keys()


def test_every_table_that_the_audit_is_about_has_words():
    tables = {mapper.local_table.name for mapper in Base.registry.mappers}
    assert UNAUDITED.keys() <= tables
    assert registered().subjects.keys() == tables - UNAUDITED.keys() | {"audit_event", "file_import", "job"}
