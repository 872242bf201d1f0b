"""The production server: gunicorn with one synchronous worker for each core, and the workers of jobs beside it."""

import os
import socket
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication
from gunicorn.arbiter import Arbiter
from gunicorn.glogging import Logger

from core import logs
from core.dates import utc_now
from core.jobs.crew import Crew, Stop
from core.jobs.worker import Worker
from core.session import database

SECONDS_FOR_A_REQUEST = 60
LONGEST_ADDRESS = 8190  # letters, the most that gunicorn takes: a thousand adverts that were ticked stand in one

MakeApp = Callable[[], Flask]


class _Log(Logger):
    """What gunicorn has to say goes the way of everything else."""

    def setup(self, cfg: Any) -> None:
        super().setup(cfg)
        self.error_log.handlers.clear()
        self.error_log.propagate = True


class _Arbiter(Arbiter):
    """The master, which looks after the crew as often as after its own workers."""

    def manage_workers(self) -> None:
        super().manage_workers()
        if self.app.crew is not None:
            self.app.crew.keep()


class _Server(BaseApplication):
    """gunicorn, configured from here instead of from a command line and files of its own."""

    def __init__(self, make_app: MakeApp, options: dict[str, Any], crew: Crew | None) -> None:
        self._make_app = make_app
        self._options = options
        self.crew = crew
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._make_app()

    def run(self) -> None:
        _Arbiter(self).run()


def refuse_used_port(host: str, port: int) -> None:
    """Raise OSError where nobody can answer; who takes over the open port of an earlier process need not ask."""
    if not {"GUNICORN_FD", "LISTEN_FDS"} & os.environ.keys():
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        socket.create_server((host.strip("[]"), port), family=family).close()


def serve(make_app: MakeApp, host: str, port: int, *, crew: Crew | None) -> None:
    """Serve until told to stop, and keep the crew; each web worker makes its own application after the fork."""
    logs.configure()
    options = {
        "bind": f"{host}:{port}",
        "workers": os.cpu_count() or 1,
        "timeout": SECONDS_FOR_A_REQUEST,
        "limit_request_line": LONGEST_ADDRESS,
        "loglevel": "warning",
        "logger_class": _Log,
        "control_socket_disable": True,
        "on_exit": lambda server: crew.end() if crew else None,
    }
    _Server(make_app, options, crew).run()


def do_jobs(make_app: MakeApp, stop: Stop, *, until_idle: bool = False) -> None:
    """Work on jobs in this process, until told to stop or, if wanted, until none is due."""
    logs.configure()
    app = make_app()
    with app.app_context():
        engine = database.engine
    Worker(engine, utc_now, surroundings=app.app_context).work(stop, until_idle=until_idle)
    engine.dispose()
