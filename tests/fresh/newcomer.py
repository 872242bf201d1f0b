"""The newcomer at the keyboard of the clean root: runs a line, looks at pages, does as root what is asked."""

import os
import re
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from shlex import quote
from threading import Thread
from urllib.error import HTTPError, URLError
from urllib.request import ProxyHandler, build_opener

from tests.fresh.commands import ANSWERS, Command

NAME = "newcomer"
EXPORTED = Path("/tmp/exported")  # what a block has exported so far
AS_ROOT = re.compile(r"^Run as root: (.+)$", re.MULTILINE)
AT_ROOT = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
ADDRESS = re.compile(r"http://127\.0\.0\.1:8000[^\s;,]*")
QUOTED = re.compile(r'"([^"]+)"')
SECONDS_TO_SERVE = 900
SECONDS_TO_END = 30
WITHOUT_PROXY = build_opener(ProxyHandler({}))


@dataclass
class Running:
    """A command under way; what it prints is shown and kept."""

    process: subprocess.Popen[str]
    lines: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.reader = Thread(target=self._read)
        self.reader.start()

    def _read(self) -> None:
        for line in self.process.stdout or ():
            self.lines.append(line)
            say(f"   | {line.rstrip()}")

    def wait(self) -> int:
        self.reader.join()
        return self.process.wait()


def say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


def forget_exported() -> None:
    EXPORTED.unlink(missing_ok=True)


def changed_files() -> str:
    return subprocess.run(
        ["git", "status", "--porcelain"], user=NAME, capture_output=True, check=True, text=True
    ).stdout


def run(command: Command) -> str:
    """Run a command to its end and give what is wrong; where it asks for something as root, that is done first."""
    for _ in range(2):
        running = _begin(command)
        status = running.wait()
        asked = AS_ROOT.search("".join(running.lines))
        if status == command.ends_with or not asked:
            break
        say(f"   as root: {asked[1]}")
        subprocess.run(["bash", "-c", asked[1]], check=False, input=b"y\n", stdout=subprocess.DEVNULL, env=AT_ROOT)
    return f"ended with {status}" if status != command.ends_with else ""


def serve(command: Command) -> str:
    """Run a server until the pages that are named beside it answer with the words that are quoted there."""
    running = _begin(command)
    give_up_at = time.monotonic() + SECONDS_TO_SERVE
    wrong = ""
    for address in ADDRESS.findall(command.said) or ["http://127.0.0.1:8000"]:
        page = _page_at(address, running, give_up_at)
        missing = [words for words in QUOTED.findall(command.said) if words not in page]
        if not page or missing:
            wrong = f"{address} does not say {missing}" if page else f"{address} does not answer"
    return _end(running) or wrong


def _end(running: Running) -> str:
    """Press Ctrl-C."""
    with suppress(ProcessLookupError):
        os.killpg(running.process.pid, signal.SIGINT)
    try:
        running.process.wait(SECONDS_TO_END)
    except subprocess.TimeoutExpired:
        os.killpg(running.process.pid, signal.SIGKILL)
        return "does not end by Ctrl-C"
    running.wait()
    return ""


def _page_at(address: str, running: Running, give_up_at: float) -> str:
    """The page at an address as soon as there is one, where this machine serves it."""
    here = address.replace(":8000", f":{os.environ.get('PORT', '8000')}")
    while running.process.poll() is None and time.monotonic() < give_up_at:
        try:
            with WITHOUT_PROXY.open(here, timeout=30) as answer:
                return answer.read().decode()
        except HTTPError:
            return ""
        except (URLError, ConnectionError, TimeoutError):
            time.sleep(0.2)
    return ""


def _begin(command: Command) -> Running:
    """Start a command with what its block has exported before; ARGS is for the whole of the tests alone."""
    some = f"ARGS={quote(os.environ.get('ARGS', ''))} " if command.line == "make test" else ""
    shell = f"[ ! -e {EXPORTED} ] || . {EXPORTED}\n{some}{command.shell}\nended=$?; export -p >{EXPORTED}; exit $ended"
    process = subprocess.Popen(
        ["bash", "-c", shell],
        user=NAME,
        group=NAME,
        extra_groups=[],
        env={name: value for name, value in os.environ.items() if name != "ARGS"},
        stdin=_typed(ANSWERS.get(command.line, ())),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,
    )
    return Running(process)


def _typed(answers: tuple[str, ...]) -> int:
    """A terminal at which somebody has typed the answers; nobody sits there where there are none."""
    if not answers:
        return subprocess.DEVNULL
    keyboard, terminal = os.openpty()
    os.write(keyboard, "".join(f"{answer}\n" for answer in answers).encode())
    return terminal
