"""What the pages are dressed in is complete, is ours to serve, and asks no other host for anything."""

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
STATIC = ROOT / "static"
SHEETS = sorted(STATIC.glob("*.css")) + sorted((STATIC / "css").glob("*.css"))
PACKAGES = json.loads((STATIC / "vendor/packages.json").read_text("utf-8"))["packages"]
PAGES = sorted((ROOT / "templates").rglob("*.html"))


def ids(drawing: Path) -> set[str]:
    return set(re.findall(r'id="([^"]+)"', drawing.read_text("utf-8")))


@pytest.mark.parametrize("sheet", [*SHEETS, *sorted(STATIC.glob("vendor/*/*.css"))], ids=lambda path: path.name)
def test_a_style_sheet_loads_only_files_that_are_here(sheet):
    addresses = re.findall(r"url\(\"?'?([^)\"']+)", sheet.read_text("utf-8"))
    local = [address for address in addresses if not address.startswith(("data:", "#"))]
    assert [address for address in local if not (sheet.parent / address).is_file()] == []
    assert "@import" not in sheet.read_text("utf-8")


@pytest.mark.parametrize("sheet", SHEETS, ids=lambda path: path.name)
def test_what_a_rule_looks_for_within_is_asked_of_few_elements(sheet):
    """With `:has(…)` of any element whatever, each mark that is put on a map has the whole page weighed anew."""
    assert re.findall(r"(?:^|[\s,>+~}]):has\([^)]*\)", sheet.read_text("utf-8"), re.MULTILINE) == []


@pytest.mark.parametrize("package", PACKAGES, ids=lambda package: package["name"])
def test_a_vendored_package_lies_there_with_its_licence(package):
    folder = STATIC / "vendor" / package["name"].removeprefix("@").replace("/", "-")
    there = {path.name for path in folder.rglob("*") if path.is_file()}
    assert there == {Path(name).name for name in [package["licence_file"], *package.get("files", [])]}


def test_no_served_file_names_a_source_map_that_is_not_served():
    served = [path for path in STATIC.rglob("*") if path.suffix in {".css", ".js"}]
    assert [path.name for path in served if b"sourceMappingURL" in path.read_bytes()] == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_shows_only_icons_and_shapes_that_are_drawn(page):
    text = page.read_text("utf-8")
    assert set(re.findall(r'\bicon\("([^"]+)"\)', text)) <= ids(STATIC / "icons.svg")
    assert set(re.findall(r'\bpicture="([^"]+)"', text)) <= ids(STATIC / "icons.svg")
    assert set(re.findall(r'\b(?:shape|chip|mark|moment)\("([^"]+)"', text)) <= ids(STATIC / "shapes.svg")


def test_a_task_shows_only_icons_that_are_drawn():
    packages = ("core", "people", "housing", "subsidies", "portal")
    code = "".join(path.read_text("utf-8") for package in packages for path in (ROOT / package).rglob("*.py"))
    assert set(re.findall(r'\bicon="([^"]+)"', code)) <= ids(STATIC / "icons.svg")


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_uses_only_own_classes_that_a_style_sheet_knows(page):
    known = set(re.findall(r"\.(st-[\w-]+)", "".join(sheet.read_text("utf-8") for sheet in SHEETS)))
    classes = re.findall(r'class="([^"]*)', page.read_text("utf-8"))
    used = set(re.findall(r"(?<![\w-])st-[\w-]*\w(?![\w-])", " ".join(classes)))
    assert sorted(used - known) == []


@pytest.mark.parametrize("page", PAGES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_page_holds_neither_inline_style_nor_inline_script(page):
    text = page.read_text("utf-8")
    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|<script(?![^>]*\ssrc=)", text)


def test_answers_as_rows_stand_only_where_their_style_sheet_is_loaded():
    """Elsewhere they run into each other: twelve reasons stood in one line after the other."""
    rows = {path for path in PAGES if "rows=true" in path.read_text("utf-8")}
    assert rows
    assert {path.parent.name for path in rows} == {"portal"}
