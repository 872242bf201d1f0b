"""What the documents name is there: the commands of `stegi` with their options, and files."""

import re
import shlex
from itertools import chain
from operator import itemgetter
from pathlib import Path

import click
import pytest

import cli
from tests.fresh.commands import DOCUMENTS, ROOT, printed

READ = (
    *DOCUMENTS,
    *(f"docs/{name}.md" for name in ("architecture", "first-days", "glossary", "operation", "settings")),
)
STEGI = re.compile(r"^(?:[A-Z_]+=\S* )*(?:\.venv/bin/)?stegi ")
FILE = re.compile(r"`((?:[\w-]+/)*[\w-]+\.(?:py|toml|md|txt|html|po|lock))`")
FOLDER = re.compile(r"`((?:[\w-]+/)+[\w-]*)`")
NAME = re.compile(r"`@?([A-Z]\w+|[a-z]+(?:_[a-z]+)+)\b(?!\.md)[^`/]*`")
WORD = re.compile(r"\w+")
PACKAGES = ("core", "housing", "maps", "people", "portal", "subsidies")
WRITTEN = {"instance/", "documents/"}  # by the service, where it runs
OF_MANY = {"static/land/REGION.js"}  # a name that stands for one of each region


def text(document: str) -> str:
    return (ROOT / document).read_text("utf-8")


def refusal(line: str) -> str | None:
    """What `stegi` would say of the words of a command, whose values and files need not be there."""
    command: click.Command = cli.main
    words = shlex.split(STEGI.sub("", line))
    try:
        while isinstance(command, click.Group) and words and not words[0].startswith("-"):
            _, found, words = command.resolve_command(click.Context(command), words)
            assert found is not None
            command = found
        command.make_parser(click.Context(command)).parse_args(words)
    except click.UsageError as error:
        return f"{line}: {error.message}"
    return None


@pytest.mark.parametrize("document", READ)
def test_stegi_knows_the_commands_that_are_printed(document: str):
    lines = {command.line for command in printed(text(document), document) if STEGI.match(command.line)}
    assert [said for line in sorted(lines) if (said := refusal(line))] == []


def test_a_command_or_an_option_that_is_gone_is_noticed():
    assert refusal("stegi restore --replace FILE") is None
    assert "No such command 'mend'" in (refusal("stegi mend") or "")
    assert "No such option '--gently'" in (refusal(".venv/bin/stegi keys rotate --gently") or "")


@pytest.mark.parametrize("document", READ)
def test_files_and_folders_that_are_named_are_there(document: str):
    named = {*FILE.findall(text(document)), *FOLDER.findall(text(document))} - WRITTEN
    places = ("", "*/") if document == "docs/architecture.md" else ("",)  # which speaks of rooms of every package
    assert [path for path in sorted(named) if not any(list(ROOT.glob(place + path)) for place in places)] == []


@pytest.mark.parametrize("document", ["CONTRIBUTING.md", "docs/architecture.md"])
def test_names_of_the_code_that_are_named_are_there(document: str):
    names = set(NAME.findall(text(document)))
    assert names
    assert sorted(names - names_of_the_code()) == []


def names_of_the_code() -> set[str]:
    """Every word of the modules of the packages, and of those that the tests stand on."""
    packages = (ROOT.glob(f"{package}/**/*.py") for package in (*PACKAGES, "tests/support"))
    return {word for path in chain(*packages, ROOT.glob("*.py")) for word in WORD.findall(path.read_text("utf-8"))}


def records() -> list[Path]:
    return sorted((ROOT / "docs/decisions").glob("[0-9]*.md"))


def test_every_decision_stands_in_the_list_of_them_by_its_title():
    listed = re.findall(r"^- \[(\d{4})\]\((.+)\) (.+)$", text("docs/decisions/README.md"), re.MULTILINE)
    titles = [(path.name, path.read_text("utf-8").splitlines()[0].removeprefix("# ")) for path in records()]
    assert sorted(listed, key=itemgetter(0)) == [(title[:4], name, title[6:]) for name, title in titles]


def test_files_that_decisions_name_are_there_or_said_to_have_moved():
    moved = dict(re.findall(r"^\| `(.+)` \| `(.+)` \|$", text("docs/decisions/README.md"), re.MULTILINE))
    named = {name for path in records() for name in FILE.findall(path.read_text("utf-8")) if "/" in name} - OF_MANY
    gone = {name for name in named if not (ROOT / name).exists()}
    assert moved.keys() == gone
    assert [now for now in moved.values() if not (ROOT / now).exists()] == []
