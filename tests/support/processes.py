"""The service in processes of the operating system, beside each other on one database, and people who speak with them
by HTTP.
"""

import os
import socket
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from http.client import HTTPConnection, HTTPResponse
from http.cookies import SimpleCookie
from multiprocessing import get_context
from threading import Barrier
from urllib.parse import urlencode

from flask import Flask
from lxml import html
from lxml.html import HtmlElement

from core.serve import serve
from tests.support.pages import complaints

HOST = "127.0.0.1"
SECONDS_TO_WAIT = 60

Answer = tuple[int, HtmlElement]


@contextmanager
def served(make_app: Callable[[], Flask], processes: int) -> Iterator[list[int]]:
    """So many servers, each of one worker; the ports at which they answer."""
    ports = [_free_port() for _ in range(processes)]
    started = [get_context("fork").Process(target=_serve, args=(make_app, port)) for port in ports]
    for process in started:
        process.start()
    try:
        for port in ports:
            _wait_for(port)
        yield ports
    finally:
        for process in started:
            process.terminate()
        for process in started:
            process.join(SECONDS_TO_WAIT)
            assert not process.is_alive()


def _serve(make_app: Callable[[], Flask], port: int) -> None:
    os.cpu_count = lambda: 1  # a server has as many workers as the machine has cores
    serve(make_app, HOST, port, crew=None)


def _free_port() -> int:
    with socket.create_server((HOST, 0)) as found:
        port: int = found.getsockname()[1]
    return port


def _wait_for(port: int) -> None:
    end = time.monotonic() + SECONDS_TO_WAIT
    while time.monotonic() < end:
        with suppress(ConnectionRefusedError), socket.create_connection((HOST, port)):
            return
        time.sleep(0.02)
    raise TimeoutError


class Visitor:
    """Somebody signed in at one of the servers, by the cookie."""

    def __init__(self, port: int, cookie: str) -> None:
        self._port, self._cookie = port, cookie

    def fill_in(self, path: str, **fields: str) -> Callable[[], Answer]:
        """Open the page and fill in its form; what is returned sends it."""
        status, page = self._ask("GET", path)
        assert status == 200, page.text_content()
        (form,) = [form for form in page.forms if set(fields) <= set(form.fields.keys())]
        for name, value in fields.items():
            form.fields[name] = value
        body = urlencode(form.form_values())
        return lambda: self._ask("POST", path, body)

    def _ask(self, method: str, path: str, body: str | None = None) -> Answer:
        connection = HTTPConnection(HOST, self._port, timeout=SECONDS_TO_WAIT)
        try:
            headers = {"Cookie": f"session={self._cookie}", "Content-Type": "application/x-www-form-urlencoded"}
            connection.request(method, path, body, headers)
            return self._read(connection.getresponse())
        finally:
            connection.close()

    def _read(self, response: HTTPResponse) -> Answer:
        cookies = SimpleCookie(response.getheader("Set-Cookie", ""))
        self._cookie = cookies["session"].value if "session" in cookies else self._cookie
        page = html.document_fromstring(response.read())
        assert response.status == 302 or complaints(page) == []
        return response.status, page


def in_one_moment(steps: Sequence[Callable[[], Answer]]) -> list[Answer]:
    """What each is answered, in their order."""
    start = Barrier(len(steps))

    def take(step: Callable[[], Answer]) -> Answer:
        start.wait()
        return step()

    with ThreadPoolExecutor(len(steps)) as together:
        return list(together.map(take, steps))
