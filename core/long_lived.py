"""Files of `static/` at addresses that change with them: a browser keeps what it has once got and asks no more."""

import re
from functools import cache
from hashlib import sha256
from mimetypes import guess_type
from pathlib import Path
from typing import Any

from flask import Flask, Response, request, send_from_directory

from core.headers import YEAR
from core.joined import STATIC, joined, joined_files

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
        name, is_of_today = (found[2], found[1] == stamp()) if found else (filename, False)
        if name in joined_files():
            answer = _send_joined(name, YEAR if is_of_today else None)
        elif is_of_today:
            answer = send_from_directory(STATIC, name, max_age=YEAR)
        else:
            return app.send_static_file(name)
        if is_of_today:
            answer.cache_control.immutable = True
        return answer

    app.view_functions["static"] = send


def _send_joined(name: str, max_age: int | None) -> Response:
    """As a file of the folder would be."""
    answer = Response(joined(name), mimetype=guess_type(name)[0])
    answer.cache_control.max_age = max_age
    if max_age is None:
        answer.cache_control.no_cache = True
    answer.add_etag()
    answer.make_conditional(request)
    return answer


@cache
def stamp() -> str:
    """What the files hold, in eight letters: of all of them, since style sheets name fonts beside them."""
    return stamp_of(STATIC)


def stamp_of(folder: Path) -> str:
    """The same of any folder."""
    files = sorted(path for path in folder.rglob("*") if path.is_file() and path.suffix != ".pyc")
    named = (f"{path.relative_to(folder)}\0{sha256(path.read_bytes()).hexdigest()}\n" for path in files)
    return sha256("".join(named).encode()).hexdigest()[:8]
