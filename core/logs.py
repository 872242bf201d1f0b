"""The log: one JSON object for each line, on standard error, with nothing in it that is about a person.

Of a request it says method, endpoint, status, duration and who of the staff: never the path, which may hold a token,
and never the query. Of an exception it says kind and places, not the message, which may repeat a value. Of the lines
that libraries write, only the fixed words are kept, not what they put in, which may be an address or a value; but for
a few sentences that are known to speak of processes and ports alone.
"""

import logging
import sys
import time
import traceback
from types import TracebackType
from typing import IO, Any

import structlog
from flask import Flask, Response, g, request
from sqlalchemy import inspect
from structlog.typing import EventDict

from core.request_id import begin_request, request_id
from core.session import settings

HEADER = "X-Request-Id"
OWN = frozenset({"core", "housing", "maps", "people", "portal", "stegi", "subsidies"})  # loggers whose words are ours

# Of libraries, by the first part of the logger's name: what they fill in here is nobody's.
HARMLESS = {
    "alembic": frozenset({"Context impl %s.", "Will assume %s DDL.", "Running %s"}),
    "gunicorn": frozenset({
        "Can't connect to %s", "Connection in use: %s", "Invalid address: %s", "WORKER TIMEOUT (pid:%s)",
        "Worker (pid:%s) exited with code %s.", "Worker (pid:%s) was sent %s!",
        "Worker (pid:%s) was sent %s! Perhaps out of memory?",
    }),
}  # fmt: skip

_requests = logging.getLogger("stegi.requests")
_ExcInfo = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def configure(stream: IO[str] | None = None) -> None:
    """Write every line of this process as JSON; called once by each command that serves or works."""
    handler = logging.StreamHandler(stream or sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[
                structlog.stdlib.ExtraAdder(),
                structlog.stdlib.add_log_level,
                structlog.stdlib.add_logger_name,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                _with_request_id,
            ],
            processors=[
                _fixed_words,
                _kind_and_places,
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.JSONRenderer(),  # in ASCII: nobody begins a new line or turns a terminal around
            ],
        )
    )
    logging.basicConfig(handlers=[handler], level=logging.INFO, force=True)
    logging.captureWarnings(True)


def init_app(app: Flask) -> None:
    """Give each request its number, and its line when it is answered. Comes first, to see the answer last."""

    @app.before_request
    def begun() -> None:
        begin_request(request.headers.get(HEADER) if settings().proxies else None)
        g.begun_at = time.perf_counter()

    @app.after_request
    def answered(response: Response) -> Response:
        response.headers[HEADER] = request_id() or ""
        _requests.info("request", extra=_facts(response))
        return response

    def tell(exc_info: _ExcInfo) -> None:
        app.logger.error("exception", exc_info=exc_info)

    app.log_exception = tell  # type: ignore[method-assign]  # Flask's own names the path


def _facts(response: Response) -> dict[str, Any]:
    user = inspect(g.get("_login_user"), raiseerr=False)  # the key alone: the database may be what broke
    begun_at = g.get("begun_at", time.perf_counter())
    return {
        "method": request.method,
        "endpoint": request.endpoint,
        "status": response.status_code,
        "ms": round((time.perf_counter() - begun_at) * 1000, 1),
        "user": user.identity[0] if user is not None and user.identity else None,
    }


def _with_request_id(logger: Any, method: str, line: EventDict) -> EventDict:
    line["request_id"] = request_id()
    return line


def _fixed_words(logger: Any, method: str, line: EventDict) -> EventDict:
    record: logging.LogRecord = line["_record"]
    library = record.name.partition(".")[0]
    if library not in OWN and str(record.msg) not in HARMLESS.get(library, ()):
        line["event"] = str(record.msg)
    return line


def _kind_and_places(logger: Any, method: str, line: EventDict) -> EventDict:
    error = (line.pop("exc_info", None) or line["_record"].exc_info or (None, None, None))[1]
    if error is None:
        return line
    frames = traceback.extract_tb(error.__traceback__)
    places = [f"{frame.filename}:{frame.lineno} {frame.name}" for frame in frames]
    line.update(exception=type(error).__name__, places=places)
    return line
