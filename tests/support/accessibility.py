"""Pages looked at in a real browser: axe finds nothing, nothing scrolls sideways, the console stays empty."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from axe_playwright_python.base import AXE_SCRIPT
from playwright.sync_api import Browser, Page

from tests.support.browser import listen
from tests.support.demonstration import Demonstration, Seen

LANGUAGES = ("el", "en", "rtl")
WIDTHS = (320, 1280)
THEMES = ("light", "dark")
HEIGHT = 5000  # so that what sticks to an edge of the window covers nothing

# WCAG 2.2 wants targets of 24 px; axe looks only when it is told to. Pins stand where their flats are, which the
# standard excepts (2.5.8), and the list beside the map leads to the same.
OPTIONS = {"resultTypes": ["violations"], "rules": {"target-size": {"enabled": True}}}
EXCEPTED = {"target-size": "#pin-"}


@dataclass(frozen=True)
class View:
    """How a page is looked at, once it is there; without a theme it is only seen whether it scrolls sideways."""

    width: int
    theme: str | None = None


@dataclass(frozen=True)
class Window:
    """A browser's window in which one person after the other is inside; what all pages share is fetched once."""

    page: Page
    complaints: list[str]  # of the browser
    demonstration: Demonstration
    address: str

    def let_in(self, role: str | None, language: str) -> None:
        client = self.demonstration.clients[role]
        with client.session_transaction() as kept:
            before, kept["language"] = kept.get("language"), language
        cookie = client.get_cookie("session")
        with client.session_transaction() as kept:
            kept["language"] = before
        self.page.context.add_cookies([{"name": "session", "value": cookie.value, "url": self.address}])


@contextmanager
def window(browser: Browser, demonstration: Demonstration, address: str) -> Iterator[Window]:
    complaints: list[str] = []
    context = browser.new_context(base_url=address, reduced_motion="reduce")  # colours change at once
    listen(context, address, complaints)
    yield Window(context.new_page(), complaints, demonstration, address)
    context.close()


def faults(window: Window, seen: Seen, views: Sequence[View]) -> list[str]:
    """What is wrong with a page, each with where and how it was looked at. It is loaded once."""
    page = window.page
    window.complaints.clear()
    page.goto(seen.address)
    page.evaluate(AXE_SCRIPT)
    found = [
        f"{seen.address}: {line}" for line in window.complaints if seen.status == 200 or str(seen.status) not in line
    ]
    for view in views:
        page.set_viewport_size({"width": view.width, "height": HEIGHT})
        look = [*_sideways(page), *(_violations(page, view.theme) if view.theme else [])]
        found += [f"{seen.address} {seen.role} {view.width} {view.theme}: {fault}" for fault in look]
    return found


def _sideways(page: Page) -> list[str]:
    scrolls = page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")
    return ["scrolls sideways"] if scrolls else []


def _violations(page: Page, theme: str) -> list[str]:
    page.evaluate("theme => { document.documentElement.dataset.bsTheme = theme; }", theme)
    violations: list[dict[str, Any]] = page.evaluate("options => axe.run(options)", OPTIONS)["violations"]
    return [
        f"{fault['id']} {node['target']}" for fault in violations for node in fault["nodes"] if _counts(fault, node)
    ]


def _counts(fault: dict[str, Any], node: dict[str, Any]) -> bool:
    return not node["target"][-1].startswith(EXCEPTED.get(fault["id"], "never"))
