"""The trial of `make try`, on places that look like the real ones."""

from dataclasses import replace
from pathlib import Path

from tests.trial.places import FILE, try_places

PLACES = """osm_node_id,lat,lon,name,name_en,kind
1,35.3312,25.1467,3ο Γυμνάσιο,,amenity=school
2,35.3300,25.1400,Φούρνος,,shop=bakery
3,35.3400,25.1300,,,amenity=bus_station
"""


def test_places_of_our_kinds_are_counted_and_taken(tmp_path: Path) -> None:
    (tmp_path / FILE.parent).mkdir()
    (tmp_path / FILE).write_text(PLACES)
    tried = try_places(tmp_path)
    assert tried.amiss() == []
    assert (tried.ours, tried.first.read.rows) == (2, 3)
    assert replace(tried, ours=3).amiss() == [
        "every place of our kinds is stored",
        "the same file again changes nothing",
    ]
