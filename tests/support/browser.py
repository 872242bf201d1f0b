"""Chromium on pages served from here; any complaint of the browser fails the test."""

import os
import re
import shutil
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from email.utils import parsedate_to_datetime
from threading import Thread
from typing import Any
from urllib.parse import urlsplit
from wsgiref.types import StartResponse, WSGIApplication, WSGIEnvironment

import pytest
from flask import Flask
from playwright.sync_api import (
    Browser,
    BrowserContext,
    BrowserType,
    ConsoleMessage,
    Page,
    Request,
    sync_playwright,
)
from time_machine import escape_hatch
from werkzeug.serving import WSGIRequestHandler, make_server

from core.dates import utc_now

# The first has no window around its pages to draw: a visit costs it half of the processor's time or less.
PROGRAMS = ("chromium-headless-shell", "chromium")
FLAGS = [
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--no-first-run",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost",
]

PLAIN_SCRIPTS = "--js-flags=--no-turbofan --no-maglev"  # no script here runs long enough to be worth more

POLL_SECONDS = 0.01  # how long a server that is told to stop may be deaf, as every test with a browser tells one

NewPage = Callable[..., Page]


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = launched(playwright.chromium, [PLAIN_SCRIPTS])
        yield opened
        opened.close()


def launched(kind: BrowserType, further: Sequence[str] = ()) -> Browser:
    """Chromium; its sandbox does not work for root."""
    chromium = next(filter(None, map(shutil.which, PROGRAMS)), None)
    if chromium is None:
        raise RuntimeError("Chromium is not installed: run `make system-packages`.")
    flags = [*FLAGS, *further, *(["--no-sandbox"] if os.geteuid() == 0 else [])]
    return kind.launch(executable_path=chromium, args=flags)


@pytest.fixture
def live_server(app: Flask) -> Iterator[str]:
    """The address at which `app` is served while the test runs."""
    with serving(app) as address:
        yield address


class _Quiet(WSGIRequestHandler):
    """A page asks for some twenty files; of a test that fails, one wants to read something else."""

    def log_request(self, *args: object) -> None:
        pass

    def date_time_string(self, timestamp: float | None = None) -> str:
        """By the browser's clock, which is the machine's: by that of the tests every file would be old at once."""
        return super().date_time_string(escape_hatch.time.time() if timestamp is None else timestamp)


@contextmanager
def serving(app: Flask) -> Iterator[str]:
    app.config["SEND_FILE_MAX_AGE_DEFAULT"] = 3600  # a visitor who sees many pages asks for each file once
    server = make_server("127.0.0.1", 0, _whole(app), threaded=True, request_handler=_Quiet)
    thread = Thread(target=server.serve_forever, args=[POLL_SECONDS])
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def _whole(app: Flask) -> WSGIApplication:
    """The service answering in one piece: a browser that goes on in the middle of a file leaves none open."""

    def answer(environ: WSGIEnvironment, start_response: StartResponse) -> list[bytes]:
        def start(status: str, headers: list[tuple[str, str]], *rest: Any) -> Callable[[bytes], object]:
            return start_response(status, [(name, _lasting(name, value)) for name, value in headers], *rest)

        with closing(app(environ, start)) as parts:
            return [b"".join(parts)]

    return answer


def _lasting(name: str, value: str) -> str:
    """A cookie for as long as it is meant, also when the browser's day is after the tests' day."""
    until = re.search("Expires=([^;]+)", value)
    if name != "Set-Cookie" or until is None or "Max-Age" in value:
        return value
    left = parsedate_to_datetime(until[1]) - utc_now()
    return f"{value}; Max-Age={max(0, round(left.total_seconds()))}"


@pytest.fixture
def complaints() -> list[str]:
    """What the browser complained of: console, script errors, failed requests, requests to other hosts.

    A test that expects one takes it out of the list.
    """
    return []


@pytest.fixture
def new_page(browser: Browser, live_server: str, complaints: list[str]) -> Iterator[NewPage]:
    """Opens a page as a new visitor, with the options of Playwright's `new_context`."""
    contexts: list[BrowserContext] = []

    def open_page(**options: object) -> Page:
        context = browser.new_context(base_url=live_server, **options)
        contexts.append(context)
        listen(context, live_server, complaints)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
    assert complaints == []


@pytest.fixture
def page(new_page: NewPage) -> Page:
    return new_page()


def listen(context: BrowserContext, address: str, complaints: list[str]) -> None:
    named = address.replace("127.0.0.1", "localhost")

    def check_host(request: Request) -> None:
        is_ours = request.url.startswith((f"{address}/", f"{named}/"))
        if urlsplit(request.url).scheme in {"http", "https"} and not is_ours:
            complaints.append(f"request to another host: {request.url}")

    context.on("request", check_host)
    context.on("requestfailed", lambda request: _hear_failure(request, complaints))
    context.on("console", lambda message: _hear_message(message, complaints))
    context.on("weberror", lambda error: complaints.append(f"script: {error.error}"))


def _hear_message(message: ConsoleMessage, complaints: list[str]) -> None:
    """What htmx says of a request that a later one took the place of is no failure either; of others it says why."""
    if not message.text.startswith(("htmx:afterRequest", "htmx:sendAbort")):
        complaints.append(f"console: {message.type}: {message.text}")


def _hear_failure(request: Request, complaints: list[str]) -> None:
    """A request that ended because the reader went on to the next page is no failure."""
    if request.failure != "net::ERR_ABORTED":
        complaints.append(f"failed: {request.url} ({request.failure})")
