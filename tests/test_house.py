"""What holds for the whole repository: who imports whom, what is pinned, and what is never written down."""

import re
import subprocess
import sys
import tomllib
from functools import cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent

REGISTRY = r"pypi\.(org|python)|pythonhosted\.org|registry\.(npmjs|yarnpkg)|deb\.debian\.org"
MACHINE_PATH = r"(?<![\w.])/(work|root|home/\w+|tmp/lab|opt/(wheels|pypi))/"
PRIVATE_KEY = r"-----BEGIN ([A-Z]+ )?PRIVATE KEY-----"
ACCESS_TOKEN = r"\b(gh[pousr]_\w{36}|glpat-[\w-]{20}|AKIA[0-9A-Z]{16}|xox[abp]-[\w-]{20,})"

NEVER_WRITTEN = [
    pytest.param(REGISTRY, "https://files.{}hosted.org/packages/".format("python"), id="registry-address"),
    pytest.param(MACHINE_PATH, "see /{}/notes".format("root"), id="path-of-one-machine"),
    pytest.param(PRIVATE_KEY, "-----BEGIN RSA {} KEY-----".format("PRIVATE"), id="private-key"),
    pytest.param(ACCESS_TOKEN, "token = ghp_{}".format("a" * 36), id="access-token"),
]


@cache
def texts() -> dict[str, str]:
    """Every text file of the repository by its path, those about to be added included."""
    listed = subprocess.run(
        # The checkout may belong to another account, a container's for one.
        ["git", "-c", "safe.directory=*", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    contents = {name: (ROOT / name).read_bytes() for name in listed.stdout.split("\0") if (ROOT / name).is_file()}
    return {name: content.decode(errors="replace") for name, content in contents.items() if b"\0" not in content}


@pytest.mark.parametrize(("pattern", "example"), NEVER_WRITTEN)
def test_it_is_never_written_down(pattern: str, example: str):
    assert re.search(pattern, example)
    found = [f"{name}: {match.group()}" for name, text in texts().items() for match in re.finditer(pattern, text)]
    assert found == []


def test_the_code_names_no_region_and_no_town_of_it():
    """They are data: of maps, of the demonstration, of an installation."""
    data = r"tests/|docs/|maps/data/|static/(land|vendor)/|(\w+/)?demo(/|\.py)"
    is_code = re.compile(rf"(?!{data}).*\.(py|html|js|css|svg)")
    named = re.compile(r"\bCret(?:e|an)|Heraklion|Chania|Κρήτη|Ηράκλειο|Χανι[άώ]", re.IGNORECASE)
    code = {name: text for name, text in texts().items() if is_code.fullmatch(name)}
    assert {"app.py", "templates/base.html", "static/js/map.js"} <= code.keys()
    assert [name for name, text in code.items() if named.search(text)] == []


def test_imports_go_down_only():
    linter = subprocess.run([Path(sys.executable).parent / "lint-imports"], cwd=ROOT, capture_output=True, text=True)
    assert linter.returncode == 0, linter.stdout + linter.stderr


def test_what_calls_itself_pure_is_held_to_it():
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    (held,) = (contract["source_modules"] for contract in contracts if contract["name"].startswith("Rules know"))
    within = tuple(f"{name}." for name in held)
    assert "housing.ranking" in held
    assert [name for name in _pure_modules() if not f"{name}.".startswith(within)] == []


def _pure_modules() -> list[str]:
    documented = re.compile(r'"""(?:(?!""").)*\bPure\b', re.DOTALL)
    code = re.compile(r"(?:core|housing|maps|people|portal|subsidies)/.*\.py")
    pure = (name for name, text in texts().items() if code.fullmatch(name) and documented.match(text))
    return [name.removesuffix(".py").removesuffix("/__init__").replace("/", ".") for name in pure]


def test_every_module_says_what_it_is_for():
    """One of tests says it by their names."""
    speaks_by_names = re.compile(r"tests/.*/(test_\w+|conftest)\.py")
    modules = {name: text for name, text in texts().items() if re.fullmatch(r".*\.py", name)}
    assert "core/db.py" in modules
    silent = [name for name, text in modules.items() if not text.startswith('"""')]
    assert [name for name in silent if not speaks_by_names.fullmatch(name)] == []


def test_nothing_below_imports_the_front_door():
    """import-linter knows packages only; these are modules above them all."""
    below = ("core/", "housing/", "maps/", "people/", "portal/", "subsidies/", "support/")
    knocks = re.compile(r"^\s*(from|import) (app|cli|commands)\b", re.MULTILINE)
    assert [name for name, text in texts().items() if name.startswith(below) and knocks.search(text)] == []


def test_the_lock_pins_what_the_project_wants():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    wanted = map(Requirement, project["dependencies"] + sum(project["optional-dependencies"].values(), []))
    pins = re.findall(r"^([\w.-]+)==(\S+)", (ROOT / "requirements.lock").read_text(), re.MULTILINE)
    versions = {canonicalize_name(name): version for name, version in pins}
    unpinned = [str(requirement) for requirement in wanted if not _allows(requirement, versions)]
    assert unpinned == [], "run `make lock`"


def _allows(requirement: Requirement, versions: dict[str, str]) -> bool:
    version = versions.get(canonicalize_name(requirement.name))
    return version is not None and requirement.specifier.contains(version)
