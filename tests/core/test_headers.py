"""Every kind of answer tells the browser to be careful; under https the cookies are this host's alone."""

from dataclasses import replace

import pytest
from flask import Flask, abort
from sqlalchemy.orm import Session

from app import create_app
from core.auth.access import public
from core.auth.permissions import StaffRole
from core.config import Settings
from tests.support import rows
from tests.support.pages import PageClient

HTTPS = "https://stegi.example"


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def app(settings: Settings) -> Flask:
    app = create_app(replace(settings, address=HTTPS, https=True))
    app.config["PROPAGATE_EXCEPTIONS"] = False
    app.test_client_class = PageClient
    app.add_url_rule("/broken", "broken", public(lambda: 1 // 0))
    app.add_url_rule("/many", "many", public(lambda: abort(429)))
    return app


@pytest.fixture
def officer(client: PageClient, session: Session) -> PageClient:
    rows.add_listing(session, rows.add_centre(session))
    user = rows.add_user(session, StaffRole.HOUSING_OFFICER)
    session.commit()
    token = client.get("/sign-in", base_url=HTTPS).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    told = {"email": user.email, "password": rows.PASSWORD, "csrf_token": token}
    client.post("/sign-in", base_url=HTTPS, data=told, headers={"Referer": f"{HTTPS}/sign-in"})
    return client


KINDS = {
    "/": 200,
    "/listings": 200,
    "/listings/1": 200,
    "/listings/map.js": 200,
    "/sign-in": 302,
    "/healthz": 200,
    "/readyz": 200,
    "/static/css/map.css": 200,
    "/link/none": 410,
    "/no-such-page": 404,
    "/sign-out": 405,
    "/broken": 500,
    "/many": 429,
}


@pytest.mark.parametrize(("path", "status"), KINDS.items())
def test_every_kind_of_answer_carries_every_header(officer: PageClient, path: str, status: int):
    answer = officer.get(path, base_url=HTTPS, buffered=True)
    assert answer.status_code == status
    headers = answer.headers
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert headers["Strict-Transport-Security"] == "max-age=31536000"
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] in {"same-origin", "strict-origin"}
    assert headers["Cross-Origin-Opener-Policy"] == headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "publickey-credentials-get=(self)" in headers["Permissions-Policy"]


def test_a_form_that_is_refused_carries_them_too(client: PageClient):
    answer = client.post("/sign-in", base_url=HTTPS)
    assert (answer.status_code, "Strict-Transport-Security" in answer.headers) == (400, True)


def test_cookies_are_kept_from_scripts_from_http_and_from_other_hosts(officer: PageClient):
    token = officer.get("/", base_url=HTTPS).text.partition('name="csrf_token" value="')[2].partition('"')[0]
    data, referer = {"theme": "dark", "next": "/", "csrf_token": token}, {"Referer": f"{HTTPS}/"}
    officer.post("/theme", base_url=HTTPS, data=data, headers=referer)
    names = {cookie.key for cookie in officer._cookies.values()}
    assert names == {"__Host-session", "__Host-theme"}
    for cookie in officer._cookies.values():
        assert (cookie.secure, cookie.http_only, cookie.same_site, cookie.path) == (True, True, "Lax", "/")
        assert cookie.origin_only


def test_without_https_nobody_is_held_to_it(settings: Settings):
    assert "Strict-Transport-Security" not in create_app(settings).test_client().get("/healthz").headers
