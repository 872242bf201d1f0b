"""Models and templates look down only, as imports do: which import-linter cannot see."""

import re
from pathlib import Path

import pytest

import app  # noqa: F401  (knows every package, and so every model)
from core.db import Base

TEMPLATES = Path(__file__).resolve().parent.parent / "templates"
LAYERS = ("core", "maps", "people", "housing", "subsidies", "portal")
GROUND = {"components": "core", "errors": "core", "security": "core", "static": "core"}

_ADDRESSES = re.compile(r"url_for\(\s*[\"']([\w.]+)[\"']")
_PARTS = re.compile(r"{%-?\s*(?:extends|include|from|import)\s+[\"']([\w./]+)[\"']")


def _level(name: str) -> int:
    return LAYERS.index(GROUND.get(name, name))


def _package(template: Path) -> str:
    parts = template.relative_to(TEMPLATES).parts
    return parts[0] if len(parts) > 1 else "core"


def _names(template: Path) -> list[str]:
    """The packages whose pages the template leads to, or whose templates it uses."""
    text = template.read_text(encoding="utf-8")
    pages = [endpoint.split(".")[0] for endpoint in _ADDRESSES.findall(text)]
    used = [name.split("/")[0] for name in _PARTS.findall(text) if "/" in name]
    return [name or _package(template) for name in pages + used]


@pytest.mark.parametrize(
    "template", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: str(path.relative_to(TEMPLATES))
)
def test_a_template_leads_and_reaches_down_only(template: Path):
    own = _level(_package(template))
    assert [name for name in _names(template) if _level(name) > own] == []


def test_models_relate_down_only():
    looking_up = [
        f"{mapper.class_.__name__}.{relation.key}"
        for mapper in Base.registry.mappers
        for relation in mapper.relationships
        if _level(_home(relation.mapper.class_)) > _level(_home(mapper.class_))
    ]
    assert looking_up == []


def test_foreign_keys_point_down_only():
    home = {mapper.local_table.name: _home(mapper.class_) for mapper in Base.registry.mappers}
    pointing_up = [
        f"{table}.{key.parent.name}"
        for table, package in home.items()
        for key in Base.metadata.tables[table].foreign_keys
        if _level(home[key.column.table.name]) > _level(package)
    ]
    assert pointing_up == []


def _home(model: type) -> str:
    return model.__module__.split(".")[0]
