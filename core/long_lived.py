"""Files of `static/` at addresses that change with them: a browser keeps what it has once got and asks no more."""

import re
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any

from flask import Flask, Response, send_from_directory

from core.config import ROOT
from core.headers import YEAR

STATIC = ROOT / "static"

_STAMPED = re.compile(r"([0-9a-f]{8})/(.+)")


def init_app(app: Flask) -> None:
    """Let addresses of static files carry the stamp, and such files be kept for a year. Without it, or with that of
    another version, the file of today is given, and asked about again.
    """

    @app.url_defaults
    def carry_stamp(endpoint: str, values: dict[str, Any]) -> None:
        if endpoint == "static":
            values["filename"] = f"{stamp()}/{values['filename']}"

    def send(filename: str) -> Response:
        found = _STAMPED.fullmatch(filename)
        if found is None:
            return app.send_static_file(filename)
        if found[1] != stamp():
            return app.send_static_file(found[2])
        answer = send_from_directory(STATIC, found[2], max_age=YEAR)
        answer.cache_control.immutable = True
        return answer

    app.view_functions["static"] = send


@cache
def stamp() -> str:
    """What the files hold, in eight letters: of all of them, since style sheets name fonts beside them."""
    return stamp_of(STATIC)


def stamp_of(folder: Path) -> str:
    """The same of any folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    named = (f"{path.relative_to(folder)}\0{sha256(path.read_bytes()).hexdigest()}\n" for path in files)
    return sha256("".join(named).encode()).hexdigest()[:8]
