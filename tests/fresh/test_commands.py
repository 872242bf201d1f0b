"""`make fresh` knows every command of README and CONTRIBUTING, and none that is no longer there."""

import re

import pytest

from tests.fresh.commands import ANSWERS, DOCUMENTS, NOT_RUN, ROOT, Command, all_printed, printed, to_run

DOCUMENT = """# Start

With `make` and `python3`, `make run` serves; `housing/` and `stegi keys` are names.

```sh
make run     # http://127.0.0.1:8000 answers
make test    # ends with 1
make run
```

```
make nothing
```

## Later

`make test`, then `make run` and `make bench`.
"""
SHELLS_OWN = {"export", "sed", "git"}


def lines(commands: list[Command]) -> list[str]:
    return [command.line for command in commands]


def test_lines_of_shell_blocks_and_commands_in_sentences_are_read_in_order():
    read = list(printed(DOCUMENT, "README.md"))
    assert lines(read) == ["make", "make run", "stegi keys", *["make run", "make test", "make run"]] + [
        *["make test", "make run", "make bench"]
    ]
    assert [command.heading for command in read] == ["Start"] * 6 + ["Later"] * 3
    first = next(command for command in read if command.in_block)
    assert (first.number, first.said, first.serves) == (6, "http://127.0.0.1:8000 answers", True)
    assert [command.ends_with for command in read if command.in_block] == [0, 1, 0]


def test_a_block_runs_line_by_line_and_a_sentence_only_what_has_not_run():
    chosen = list(to_run(list(printed(DOCUMENT, "README.md"))))
    assert lines(chosen) == ["make", "make run", "stegi keys", "make run", "make test", "make run"]
    assert chosen[2].shell == ".venv/bin/stegi keys --help"


@pytest.mark.parametrize("document", DOCUMENTS)
def test_commands_stand_in_shell_blocks(document: str):
    fenced = re.findall(r"^```(\w*)\n(.*?)^```$", (ROOT / document).read_text("utf-8"), re.MULTILINE | re.DOTALL)
    assert [block for kind, block in fenced if kind not in {"sh", ""}] == []
    assert [block for kind, block in fenced if not kind and re.search(r"^(make|git|\.venv/|\$ )", block, re.M)] == []


def test_what_is_left_out_or_answered_is_printed():
    assert (NOT_RUN.keys() | ANSWERS.keys()) - set(lines(all_printed())) == set()


def test_every_command_is_there():
    targets = set(re.findall(r"^([a-z-]+):", (ROOT / "Makefile").read_text("utf-8"), re.MULTILINE))
    proofs = {path.stem.removeprefix("test_") for path in (ROOT / "tests/proof").glob("test_*.py")}
    for command in all_printed():
        program, *words = re.sub(r"^([A-Z_]+=\S* )+", "", command.line).split()
        assert program in SHELLS_OWN | {"make", "stegi"} or program.startswith((".venv/bin/", ".ci/")), command
        if program == "make" and words:
            assert words[0] in targets, command
        assert {word.removeprefix("ONLY=") for word in words if word.startswith("ONLY=")} <= proofs, command
        paths = [word for word in words if re.fullmatch(r"[\w/-]+\.(py|html|po)", word)]
        assert [path for path in paths if not (ROOT / path).exists()] == [], command


def test_the_first_change_finds_the_words_that_the_page_says_before_and_after_it():
    commands = [command for command in all_printed() if command.heading == "The first change" and command.in_block]
    before, after = (command.said for command in commands if command.serves)
    edit, translation = (command.line for command in commands if command.line.startswith("sed"))
    old, new, path = re.findall(r"s/(.+)/(.+)/' (\S+)$", edit)[0]
    start, greek, catalogue = re.findall(r"/\^(.+)/{n;s/\"\"/(.+)/}' (\S+)$", translation)[0]
    assert (ROOT / path).read_text("utf-8").count(f'_("{old}.")') == 1
    assert f'msgid "{new}."'.startswith(start)
    known = re.findall(rf'^msgid "{old}\."\nmsgstr (".+")$', (ROOT / catalogue).read_text("utf-8"), re.MULTILINE)
    assert [words in before for words in known] == [True]
    assert greek in after
