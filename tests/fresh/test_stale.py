"""What the documents name is there: the commands of `stegi` with their options, and files."""

import re
import shlex

import click
import pytest

import cli
from tests.fresh.commands import DOCUMENTS, ROOT, printed

READ = (*DOCUMENTS, "docs/glossary.md", "docs/operation.md", "docs/settings.md")
STEGI = re.compile(r"^(?:[A-Z_]+=\S* )*(?:\.venv/bin/)?stegi ")
FILE = re.compile(r"`((?:[\w-]+/)*[\w-]+\.(?:py|toml|md|txt|html|po|lock))`")
FOLDER = re.compile(r"`((?:[\w-]+/)+[\w-]*)`")
WRITTEN = {"instance/", "documents/"}  # by the service, where it runs


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
    assert [path for path in sorted(named) if not list(ROOT.glob(path)) and not list(ROOT.glob(f"{path}.py"))] == []
