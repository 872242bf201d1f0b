"""Files that pages load together come as one, and say the same as each by itself."""

import re
from pathlib import Path

import pytest

from core.joined import STATIC, classes_of, joined, joined_files
from core.trimmed import trimmed
from tests.support.pages import PageClient

SHEETS = [name for name in joined_files() if name.endswith(".css")]


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


def text_of(part: str) -> str:
    text = (STATIC / part).read_text("utf-8")
    return trimmed(text, classes_of("vendor/bootstrap")) if "bootstrap" in part else text


@pytest.mark.parametrize("name", joined_files())
def test_the_parts_stand_one_after_the_other(name: str):
    whole, at = joined(name), 0
    for part in joined_files()[name]:
        words = text_of(part)
        begin, end = words[:40], re.split(r"url\(", words)[-1][-40:]
        at = whole.index(begin, at)
        at = whole.index(end, at) + len(end)
    assert not (STATIC / name).exists()  # nothing of that name is hidden by it


@pytest.mark.parametrize("name", SHEETS)
def test_a_sheet_finds_what_its_parts_name_beside_them(name: str):
    found = beside(joined(name))
    assert [address for address in found if not (STATIC / Path(name).parent / address).resolve().is_file()] == []
    assert len(found) == sum(len(beside(text_of(part))) for part in joined_files()[name])


def beside(sheet: str) -> list[str]:
    return [address for address in re.findall(r"url\(\"?'?([^)\"']+)", sheet) if not address.startswith(("data:", "#"))]


def test_what_leads_to_the_right_differs_in_its_library_alone():
    plain, mirrored = (joined_files()[f"joined/page{kind}.css"] for kind in ("", ".rtl"))
    assert [part.replace(".rtl", "") for part in mirrored] == list(plain)


@pytest.mark.parametrize("stamp", ["", "00000000/"])
def test_without_the_stamp_of_today_it_is_asked_about_again(client: PageClient, stamp: str):
    address = f"/static/{stamp}joined/map.js"
    answer = client.get(address)
    assert (answer.status_code, answer.mimetype, answer.text) == (200, "text/javascript", joined("joined/map.js"))
    assert answer.cache_control.no_cache
    assert not answer.cache_control.immutable
    assert client.get(address, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304
