"""What `make fresh` does in its clean root: every command that the documents print, as a newcomer, by the clock.

Begun by root.sh, in the clone, as root; needs nothing but Debian's Python. Ends in 1 when something went wrong.
"""

import sys
import time
from dataclasses import dataclass

from tests.fresh import newcomer
from tests.fresh.commands import NOT_RUN, Command, all_printed, to_run


@dataclass(frozen=True)
class Outcome:
    command: Command
    seconds: float
    wrong: str


def main() -> None:
    outcomes: list[Outcome] = []
    section = None
    for command in to_run(all_printed()):
        if section != (section := command.section):
            newcomer.forget_exported()
        newcomer.say(f"== {command.document}:{command.number}: {command.line}")
        began = time.monotonic()
        wrong = newcomer.serve(command) if command.serves else newcomer.run(command)
        outcomes.append(Outcome(command, time.monotonic() - began, wrong))
    changed = newcomer.changed_files()
    for line in report(outcomes, changed):
        newcomer.say(line)
    sys.exit(any(outcome.wrong for outcome in outcomes) or bool(changed))


def report(outcomes: list[Outcome], changed: str) -> list[str]:
    lines = ["== what took how long"]
    section = None
    for outcome in outcomes:
        command = outcome.command
        if section != (section := command.section):
            taken = sum(one.seconds for one in outcomes if one.command.section == section)
            lines.append(f"{taken:7.0f} s  {command.document}, {command.heading}")
        lines.append(f"{outcome.seconds:9.1f}   {command.line}{f'   WRONG: {outcome.wrong}' if outcome.wrong else ''}")
    lines += [f"{'not run':>9}   {line}: {reason}" for line, reason in NOT_RUN.items()]
    return [*lines, f"The commands left changes behind:\n{changed}" if changed else "The clone is as it was."]


if __name__ == "__main__":
    main()
