"""Tiles over the bundled ground, from an archive of this installation or from an address: none without being set."""

import os
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from flask import Flask
from playwright.sync_api import Page, expect
from sqlalchemy.orm import Session

from core.auth.permissions import StaffRole
from core.checks import Verdict
from core.config import Settings
from core.headers import YEAR
from core.structure import Centre
from maps.archive import open_archive
from maps.checks import check_tiles
from maps.picture import Tiles
from maps.views.tiles import configured_tiles
from tests.support import rows
from tests.support.archives import MVT, PNG, archive, drawing, picture, pyramid
from tests.support.browser import NewPage
from tests.support.pages import PageClient
from tests.support.statements import counted
from tests.support.visits import enter

RED = (200, 30, 30)
PICTURES = archive({place: picture(*RED) for place in pyramid([0, 1, 2])}, PNG, attribution="© <b>Painters</b>")
DRAWINGS = archive({place: drawing("earth", "water") for place in pyramid([0, 1])}, MVT, attribution="© Cartographers")
EMPTY = archive({(5, 0, 0): drawing("earth")}, MVT)
WATER = [128, 222, 234, 255]  # of the Protomaps basemap by day


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


@pytest.fixture
def content() -> bytes | None:
    return PICTURES


@pytest.fixture
def settings(settings: Settings, tmp_path: Path, content: bytes | None) -> Settings:
    path = tmp_path / "ground.pmtiles"
    if content:
        path.write_bytes(content)
    return replace(settings, tile_file=path)


@pytest.fixture
def show(
    client: PageClient, new_page: NewPage, live_server: str, session: Session, centre: Centre
) -> Callable[[], Page]:
    """The page of the centre, as an officer sees it."""

    def open_page() -> Page:
        user = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
        session.commit()
        rows.sign_in(client, user)
        cookie = client.get_cookie("session")
        assert cookie is not None
        page = new_page()
        page.context.add_cookies([{"name": "session", "value": cookie.value, "url": live_server}])
        page.goto("/listings")
        return page

    return open_page


@pytest.fixture
def centre(session: Session) -> Centre:
    return rows.add_centre(session)


def test_pictures_of_the_archive_lie_over_the_ground_and_nobody_else_is_asked(show: Callable[[], Page]) -> None:
    page = show()  # a request to another host, and whatever the console says, fails the test

    tile = page.locator("img.leaflet-tile-loaded").first
    expect(tile).to_be_visible()
    assert tile.evaluate("tile => tile.naturalWidth") == 256
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("© Painters")
    assert page.locator("script[src*=protomaps], script[src*=tiles]").count() == 0


@pytest.mark.parametrize("content", [DRAWINGS])
def test_vector_tiles_are_drawn_in_the_browser(show: Callable[[], Page]) -> None:
    page = show()

    tile = page.locator("canvas.leaflet-tile-loaded").first
    expect(tile).to_be_visible()
    assert tile.evaluate("tile => Array.from(tile.getContext('2d').getImageData(9, 9, 1, 1).data)") == WATER
    expect(page.locator(".leaflet-control-attribution")).to_contain_text("© Cartographers")


@pytest.mark.parametrize("content", [b"no archive", EMPTY])
def test_without_an_archive_or_a_tile_in_it_the_map_is_that_of_before(show: Callable[[], Page]) -> None:
    page = show()

    expect(page.locator(".st-land")).to_have_count(1)
    expect(page.locator(".st-place-town", has_text="Heraklion").first).to_be_attached()
    page.wait_for_load_state("networkidle")


@pytest.mark.parametrize(
    "content", [archive({(0, 0, 0): picture(*RED)}, attribution="&lt;img src=x onerror=alert(1)&gt;")]
)
def test_what_an_archive_says_of_itself_is_text(show: Callable[[], Page]) -> None:
    expect(show().locator(".leaflet-control-attribution")).to_contain_text("<img src=x onerror=alert(1)>")


def test_a_tile_is_kept_until_the_file_changes(app: Flask, client: PageClient, settings: Settings) -> None:
    with app.test_request_context():
        tiles = configured_tiles()
    assert tiles is not None
    answer = client.get(tiles.url.format(z=1, x=0, y=1))
    assert (answer.status_code, answer.data, answer.mimetype) == (200, picture(*RED), "image/png")
    assert (answer.cache_control.public, answer.cache_control.max_age) == (True, YEAR)
    assert "Set-Cookie" not in answer.headers

    assert settings.tile_file
    os.utime(settings.tile_file, ns=(1, 1))
    assert client.get(tiles.url.format(z=1, x=0, y=1)).cache_control.no_store
    with app.test_request_context():
        assert configured_tiles() != tiles


def test_a_tile_asks_nobody_who_looks(client: PageClient, session: Session, centre: Centre) -> None:
    enter(client, session, rows.add_user(session, StaffRole.HOUSING_OFFICER, centre))
    with counted() as asked:
        answer = client.get("/tiles/1/0/0/0")
    assert (answer.status_code, asked) == (200, [])
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert "Cookie" in client.get("/listings").headers["Vary"]


@pytest.mark.parametrize(("content", "place"), [(PICTURES, "9/0/0"), (DRAWINGS, "3/1/1")])
def test_where_no_tile_is_the_answer_is_empty(client: PageClient, place: str) -> None:
    answer = client.get(f"/tiles/1/{place}")
    assert (answer.status_code, answer.data) == (204, b"")


@pytest.mark.parametrize("content", [DRAWINGS])
def test_a_vector_tile_travels_as_it_lies_in_the_file(client: PageClient) -> None:
    answer = client.get("/tiles/1/0/0/0")
    assert (answer.data, answer.content_encoding) == (drawing("earth", "water"), "gzip")
    assert answer.mimetype == "application/vnd.mapbox-vector-tile"


@pytest.mark.parametrize("content", [None, b"no archive"])
def test_without_an_archive_there_are_no_tiles(app: Flask, client: PageClient) -> None:
    assert client.get("/tiles/1/0/0/0").status_code == 404
    with app.test_request_context():
        assert configured_tiles() is None


@pytest.mark.parametrize(
    ("content", "verdict", "words"),
    [
        (PICTURES, Verdict.RIGHT, "image/png, zoom 0 to 2"),
        (DRAWINGS, Verdict.RIGHT, "application/vnd.mapbox-vector-tile, zoom 0 to 1"),
        (None, Verdict.NEEDS_A_PERSON, "no such file, or it may not be read; maps show the bundled outline"),
        (b"no archive", Verdict.NEEDS_A_PERSON, "it ends too early"),
        (archive({(0, 0, 0): b"x"}, box=(2, 48, 3, 49)), Verdict.NEEDS_A_PERSON, "does not show the region"),
        (archive({(0, 0, 0): b"x"}, attribution=""), Verdict.NEEDS_A_PERSON, "whose they are is said neither"),
    ],
)
def test_the_check_says_how_the_archive_is(settings: Settings, verdict: Verdict, words: str) -> None:
    first, *_ = check_tiles(settings)
    assert (first.verdict, words in first.words) == (verdict, True), first.words


def test_the_configured_words_stand_before_the_archive_s(app: Flask, settings: Settings) -> None:
    app.extensions["stegi.settings"] = replace(settings, tile_attribution="© Office")
    with app.test_request_context():
        tiles = configured_tiles()
    assert settings.tile_file
    edition = open_archive(settings.tile_file).edition
    assert tiles == Tiles(f"/tiles/{edition}/{{z}}/{{x}}/{{y}}", "© Office", is_vector=False, deepest=2)
