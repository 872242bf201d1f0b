"""htmx on our pages: under our policy, with the token, and never a whole page inside a part of another."""

import pytest
from flask import Flask, redirect, render_template_string, request
from playwright.sync_api import Page, expect

from core.auth.access import public
from tests.support.pages import PageClient

PAGE = """{% extends "base.html" %}{% set title = "Parts" %}{% block main %}
<h1>Parts</h1>
<a href="/part" hx-get="/part" hx-target="#part">Fetch</a>
<form method="post" action="/part"><button hx-post="/part" hx-target="#part">Send</button></form>
<a href="/way" hx-get="/way" hx-target="#part">Go</a>
<a href="/refused" hx-get="/refused" hx-target="#part">Ask</a>
<p id="part">Nothing yet</p>
{% endblock %}"""


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def app(app: Flask) -> Flask:
    views = {
        "page": lambda: render_template_string(PAGE),
        "part": lambda: f"By {request.method}",
        "way": lambda: redirect("/sign-in"),
        "refused": lambda: ("A page of its own", 409),
    }
    for name, view in views.items():
        methods = ["GET", "POST"] if name == "part" else ["GET"]
        app.add_url_rule(f"/{name}", name, public(view), methods=methods)
    return app


def test_a_part_is_fetched_and_sent_with_the_token_of_its_page(page: Page):
    page.goto("/page")
    page.get_by_role("link", name="Fetch").click()
    expect(page.locator("#part")).to_have_text("By GET")
    page.get_by_role("button", name="Send").click()
    expect(page.locator("#part")).to_have_text("By POST")


def test_a_redirect_leads_the_whole_page(page: Page):
    page.goto("/page")
    page.get_by_role("link", name="Go", exact=True).click()
    page.wait_for_url("**/sign-in")


def test_what_is_refused_leaves_the_page_as_it_is(page: Page, complaints: list[str]):
    page.goto("/page")
    with page.expect_console_message(lambda message: "from /refused" in message.text):
        page.get_by_role("link", name="Ask").click()
    expect(page.locator("#part")).to_have_text("Nothing yet")
    complaints[:] = [line for line in complaints if "409" not in line]


def test_the_browser_keeps_no_page_for_the_way_back(page: Page):
    page.goto("/page")
    page.evaluate("htmx.ajax('GET', '/part', {target: '#part', push: '/part'})")
    page.wait_for_url("**/part")
    kept = page.evaluate("JSON.stringify([localStorage, sessionStorage])")
    assert "Nothing yet" not in kept
    assert "cache" not in kept


def test_without_htmx_a_redirect_is_one(client: PageClient):
    assert client.get("/way").status_code == 302
    assert client.get("/way", headers={"HX-Request": "true"}).status_code == 204
