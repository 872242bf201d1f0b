"""The browser of the tests reads pages and complains when it should."""

import pytest
from flask import Flask
from playwright.sync_api import Error, Page

QUIET = '<!doctype html><title>Quiet</title><link rel="icon" href="data:,"><h1>Σπίτι</h1>'
LOUD = {
    "console": '<script>console.log("hello")</script>',
    "script": '<script>throw new Error("broken")</script>',
    "another host": '<img alt="" src="http://192.0.2.1/x.png">',
    "missing": '<img alt="" src="/missing.png">',
}


@pytest.fixture
def app() -> Flask:
    """A stand-in for the service, so that only the browser is tested."""
    app = Flask(__name__)
    app.add_url_rule("/", view_func=lambda: QUIET, endpoint="quiet")
    app.add_url_rule("/<kind>", view_func=lambda kind: QUIET + LOUD[kind], endpoint="loud")
    app.add_url_rule("/missing.png", view_func=lambda: ("", 404), endpoint="missing")
    return app


def test_a_quiet_page_passes(page: Page):
    page.goto("/")
    assert page.get_by_role("heading").inner_text() == "Σπίτι"


@pytest.mark.parametrize(
    ("kind", "complaint"),
    [
        ("console", "console: log: hello"),
        ("script", "script: broken"),
        ("another host", "request to another host: http://192.0.2.1/x.png"),
        ("missing", "console: error: Failed to load resource: the server responded with a status of 404 (NOT FOUND)"),
    ],
)
def test_a_complaint_is_noticed(page: Page, complaints: list[str], kind: str, complaint: str):
    page.goto(f"/{kind}", wait_until="networkidle")
    assert any(line.startswith(complaint) for line in complaints)
    complaints.clear()


def test_no_other_machine_can_be_reached(page: Page, complaints: list[str]):
    with pytest.raises(Error, match="ERR_NAME_NOT_RESOLVED"):
        page.goto("http://192.0.2.1/")
    complaints.clear()
