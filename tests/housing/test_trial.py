"""The trial of `make try`, on adverts that look like the real ones."""

import json
from dataclasses import replace
from pathlib import Path

from tests.trial.adverts import FILE, try_adverts

ADVERTS = {
    "https://www.example.org/1": {"price": "450", "title": "50τ.μ.", "location": "Καλλιθέα"},
    "https://www.example.org/2": {"price": "1.1", "title": "94τ.μ.", "location": "Αθήνα - Νότια Προάστια"},
    "https://www.example.org/3": {"price": "9", "title": "75 τ.μ.", "location": "Ζωγράφου"},
    "https://www.example.org/4": {"price": "100", "title": "40τ.μ.", "location": "Ζωγράφου"},
}


def test_low_rents_are_counted_and_pointed_at(tmp_path: Path) -> None:
    folder = tmp_path / FILE.parent
    folder.mkdir()
    (tmp_path / FILE).write_text(json.dumps(ADVERTS))
    tried = try_adverts(tmp_path)
    assert tried.amiss() == []
    assert (tried.adverts, tried.low_rents, tried.doubted_rents) == (4, 2, 2)
    assert replace(tried, adverts=5, low_rents=3).amiss() == [
        "every advert is read",
        "every advert is stored",
        "each rent below 100 euros is pointed at",
        "the same file again changes nothing",
    ]
