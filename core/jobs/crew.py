"""The processes in which workers run, beside the web server: begun anew when one dies, ended with who began them."""

import os
import signal
import time
from collections.abc import Callable
from multiprocessing import get_context
from multiprocessing.process import BaseProcess

LOOK_SECONDS = 0.5
GRACE_SECONDS = 20  # for the step that a worker is at

_fork = get_context("fork")

Stop = Callable[[], bool]
Work = Callable[[Stop], None]


def start_crew(work: Work, count: int) -> BaseProcess:
    """Start the process that keeps `count` workers alive."""
    crew = _fork.Process(target=_keep_crew, args=(work, count), name="jobs")
    crew.start()
    return crew


def end_crew(crew: BaseProcess) -> None:
    """Let every worker finish the step it is at, and end them all."""
    crew.terminate()
    crew.join(GRACE_SECONDS + 2 * LOOK_SECONDS)


def told_to_stop() -> Stop:
    """From now on SIGTERM and SIGINT end this process when it next asks, not in the middle of what it does."""
    told: list[int] = []
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda number, frame: told.append(number))
    return lambda: bool(told)


def _keep_crew(work: Work, count: int) -> None:
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
