"""The processes in which workers run, beside the web server: begun anew when one dies, ended with who began them."""

import logging
import os
import signal
import time
from collections.abc import Callable, Sequence
from multiprocessing import get_context
from multiprocessing.process import BaseProcess
from subprocess import Popen, TimeoutExpired

LOOK_SECONDS = 0.5
GRACE_SECONDS = 20  # for the step that a worker is at

PAUSE_SECONDS = 5  # before a crew that died is begun anew

_fork = get_context("fork")
log = logging.getLogger(__name__)

Stop = Callable[[], bool]
Work = Callable[[Stop], None]


class Crew:
    """A process of its own, by a command, that keeps workers alive; nothing of the server is left in it."""

    def __init__(self, command: Sequence[str]) -> None:
        self._command = command
        self._process: Popen[bytes] | None = None
        self._not_before = 0.0

    def keep(self) -> None:
        """Begin it, and begin it anew when it has died; to be called every now and then."""
        if self._process is not None and self._process.poll() is None or time.monotonic() < self._not_before:
            return
        if self._process is not None:
            log.warning("jobs: the workers are gone and begun anew")
        self._not_before = time.monotonic() + PAUSE_SECONDS
        self._process = Popen(self._command)

    def end(self) -> None:
        """Let every worker finish the step it is at, and end them all."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(GRACE_SECONDS + 2 * LOOK_SECONDS)
        except TimeoutExpired:
            self._process.kill()


def told_to_stop() -> Stop:
    """From now on SIGTERM and SIGINT end this process when it next asks, not in the middle of what it does."""
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: told.append(number))
    return lambda: bool(told)


def keep_workers(work: Work, count: int) -> None:
    """Keep so many workers alive until this process is told to stop, or its parent is gone."""
    stop = _told_to_stop_or_orphaned()
    workers: list[BaseProcess] = []
    while not stop():
        workers = [worker for worker in workers if worker.is_alive()]
        workers += [_start(work) for _ in range(count - len(workers))]
        time.sleep(LOOK_SECONDS)
    for worker in workers:
        worker.terminate()
    last_moment = time.monotonic() + GRACE_SECONDS
    for worker in workers:
        worker.join(max(0, last_moment - time.monotonic()))
        worker.kill()


def _start(work: Work) -> BaseProcess:
    worker = _fork.Process(target=_run, args=(work,), name="jobs worker")
    worker.start()
    return worker


def _run(work: Work) -> None:
    work(_told_to_stop_or_orphaned())


def _told_to_stop_or_orphaned() -> Stop:
    parent, told = os.getppid(), told_to_stop()
    return lambda: told() or os.getppid() != parent
