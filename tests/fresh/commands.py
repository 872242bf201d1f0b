"""The commands that README.md and CONTRIBUTING.md print, and which of them `make fresh` leaves out, with the reason."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
DOCUMENTS = ("README.md", "CONTRIBUTING.md")

FENCE = re.compile(r"```(\w*)$")
HEADING = re.compile(r"#+ (.+)$")
BESIDE = re.compile(r"\s+# ")
IN_PROSE = re.compile(r"`([^`\n]+)`")
COMMAND = re.compile(r"(?:[A-Z_]+=\S* )*(?:make|stegi|\.venv/bin/\S+|\.ci/\w+)(?: [^:(]*)?$")
ENDS_WITH = re.compile(r"\bends with (\d)\b")
SERVES = re.compile(r"\bmake run$|\bstegi serve\b")

NOT_RUN = {
    ".ci/run": "it is `make check` and `make test`, which run by themselves",
    "make fresh": "it is this",
    "make bench": "half an hour, on a machine of its own",
    "make proof": "hours",
    "make proof ONLY=engine": "hours",
    "make proof ONLY=mutation": "hours",
    "make proof ONLY=same": "hours",
    "make proof ONLY=search": "hours",
    "make vendor": "needs npm",
}

# What takes minutes and says the same each time runs where it first stands.
ONCE = {"make test"}

ANSWERS = {
    ".venv/bin/stegi init": ("Πρόγραμμα", "Programme", "Κυκλάδες", "Cyclades", "Φάρος", "Lighthouse", "Ακτή", "Coast")
    + ("coast", "37.44", "25.37", "Μαρία Καλλή", "maria@example.org"),
}


@dataclass(frozen=True)
class Command:
    """A line of a block, with what is said beside it, or a command that a sentence names."""

    line: str
    said: str
    document: str
    number: int
    heading: str
    in_block: bool

    @property
    def section(self) -> tuple[str, str]:
        return self.document, self.heading

    @property
    def shell(self) -> str:
        """What the shell is given: a sentence says `stegi backup`, and means that there is such a command."""
        is_name = not self.in_block and self.line.startswith("stegi")
        return f".venv/bin/{self.line.removesuffix(' --help')} --help" if is_name else self.line

    @property
    def ends_with(self) -> int:
        """The status that is said beside it, where it is another than 0."""
        return int(match[1]) if (match := ENDS_WITH.search(self.said)) else 0

    @property
    def serves(self) -> bool:
        """Whether it goes on until it is told to stop."""
        return SERVES.search(self.shell) is not None


def printed(text: str, document: str) -> Iterator[Command]:
    """Every command of a document, in its order."""
    fence, heading = None, ""
    for number, line in zip(count(1), text.splitlines(), strict=False):
        if match := FENCE.match(line):
            fence = match.group(1) if fence is None else None
        elif fence == "sh" and line.strip():
            command, said = ([*BESIDE.split(line.strip(), maxsplit=1), ""])[:2]
            yield Command(command, said, document, number, heading, in_block=True)
        elif fence is None:
            heading = match.group(1) if (match := HEADING.match(line)) else heading
            for span in filter(COMMAND.match, IN_PROSE.findall(line)):
                yield Command(span, "", document, number, heading, in_block=False)


def all_printed() -> list[Command]:
    return [command for name in DOCUMENTS for command in printed((ROOT / name).read_text("utf-8"), name)]


def to_run(commands: Sequence[Command]) -> Iterator[Command]:
    """A block runs line by line; what a sentence only names runs where it has not run yet."""
    ran: set[str] = set()
    for command in commands:
        again = command.line in ran and (command.line in ONCE or not command.in_block)
        if command.line not in NOT_RUN and not again:
            ran.add(command.line)
            yield command
