"""What a browser has once got of the static files it asks for no more, until they change."""

import re
from pathlib import Path

import pytest
from flask import url_for

from core.long_lived import YEAR, stamp_of
from tests.support.pages import PageClient


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


def test_every_file_of_a_page_is_kept_for_a_year(client: PageClient):
    page = client.page("/sign-in")
    addresses = [
        address.partition("#")[0]
        for address in page.xpath("//link/@href | //script/@src | //*[local-name()='use']/@href")
    ]
    assert len(addresses) > 10
    for address in set(addresses):
        with client.get(address) as answer:
            assert answer.status_code == 200, address
            assert (answer.cache_control.max_age, answer.cache_control.immutable) == (YEAR, True), address


def test_what_a_style_sheet_names_beside_it_is_kept_too(client: PageClient):
    address = client.page("/sign-in").xpath("//link[contains(@href, 'page.css')]/@href")[0]
    with client.get(address) as sheet:
        font = re.findall(r"url\(\"?'?([^)\"']+)", sheet.text)[0]
    with client.get(f"{address.rpartition('/')[0]}/{font}") as answer:
        assert answer.cache_control.immutable


@pytest.mark.parametrize("address", ["/static/css/map.css", "/static/00000000/css/map.css"])
def test_without_the_stamp_of_today_it_is_asked_about_again(client: PageClient, address: str):
    with client.get(address) as answer:
        assert answer.status_code == 200
        assert answer.cache_control.no_cache
        assert not answer.cache_control.immutable


@pytest.mark.parametrize("name", ["css/none.css", "../app.py", "00000000/../../app.py"])
def test_what_is_no_such_file_is_not_found(client: PageClient, name: str):
    with client.application.test_request_context():
        address = url_for("static", filename=name)
    assert client.get(address).status_code == 404


def test_a_change_of_any_file_is_another_address(tmp_path: Path):
    (tmp_path / "css").mkdir()
    (tmp_path / "css/a.css").write_text("a")
    stamps = {stamp_of(tmp_path)}
    (tmp_path / "css/a.css").write_text("b")
    stamps.add(stamp_of(tmp_path))
    (tmp_path / "css/a.css").rename(tmp_path / "css/b.css")
    assert len(stamps | {stamp_of(tmp_path)}) == 3
