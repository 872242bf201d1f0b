"""What every page asks of its language is at hand."""

import pytest
from babel.support import Translations
from flask import Flask

from core.config import ROOT
from core.i18n import distance, speaking
from tests.support.pages import PageClient


@pytest.fixture
def database_url(sqlite_url: str) -> str:
    """Nothing here depends on the kind of database."""
    return sqlite_url


def test_a_catalogue_is_read_once_for_all_pages(client: PageClient, app: Flask, monkeypatch: pytest.MonkeyPatch):
    read: list[str] = []
    load = Translations.load
    monkeypatch.setattr(
        Translations, "load", lambda folder, locales, domain: (read.append(folder), load(folder, locales, domain))[1]
    )
    for _ in range(3):
        client.page("/sign-in")
    assert len([folder for folder in read if folder == str(ROOT / "translations")]) == 1


@pytest.mark.parametrize(("km", "written"), [(0.479, "479\N{NO-BREAK SPACE}m"), (1.08, "1.08\N{NO-BREAK SPACE}km")])
def test_a_distance_and_its_unit_stay_in_one_line(app: Flask, km: float, written: str):
    with app.test_request_context(), speaking("en"):
        assert distance(km) == written
