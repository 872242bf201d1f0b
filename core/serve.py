"""The production server: gunicorn with one synchronous worker for each core, led from code."""

import os
from collections.abc import Callable
from typing import Any

from flask import Flask
from gunicorn.app.base import BaseApplication

SECONDS_FOR_A_REQUEST = 60


class _Server(BaseApplication):
    """gunicorn, configured from here instead of from a command line and files of its own."""

    def __init__(self, make_app: Callable[[], Flask], options: dict[str, Any]) -> None:
        self._make_app = make_app
        self._options = options
        super().__init__()

    def load_config(self) -> None:
        for name, value in self._options.items():
            self.cfg.set(name, value)

    def load(self) -> Flask:
        return self._make_app()


def serve(make_app: Callable[[], Flask], host: str, port: int) -> None:
    """Serve until told to stop; each worker makes its own application after the fork."""
    options = {
        "bind": f"{host}:{port}",
        "workers": os.cpu_count() or 1,
        "timeout": SECONDS_FOR_A_REQUEST,
        "loglevel": "warning",
        "control_socket_disable": True,
    }
    _Server(make_app, options).run()
