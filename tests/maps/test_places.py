import pytest

from maps.boundaries import is_on_land
from maps.distance import Point, distance_km
from maps.places import places, places_of, plain_name
from maps.region import region, regions


def test_every_place_lies_in_the_region_and_has_both_names() -> None:
    assert len(places()) == 126
    for place in places():
        assert place.point in region().box
        assert place.name_el.isascii() is False
        assert place.name_en.isascii() is True


def test_every_region_has_its_places_within_it_by_greek_and_latin_names() -> None:
    for key, there in regions().items():
        found = places_of(key)
        assert len(found) > 70, key
        assert [place for place in found if place.point not in there.box] == []
        assert [place for place in found if place.name_el.isascii() or not place.name_en.isascii()] == []
        assert set(there.towns) <= {place.name_el for place in found}


def test_every_place_stands_on_land() -> None:
    assert [place.name_en for place in places() if not is_on_land(place.point)] == []


def test_the_most_important_places_come_first() -> None:
    assert [place.rank for place in places()] == sorted(place.rank for place in places())
    assert [place.name_en for place in places()[:3]] == ["Heraklion", "Chania", "Rethymno"]


def test_greek_readers_see_greek_names_and_all_others_latin_ones() -> None:
    heraklion = places()[0]

    assert heraklion.name("el") == "Ηράκλειο"
    assert heraklion.name("en") == heraklion.name("ar") == "Heraklion"


def test_the_towns_are_where_they_are() -> None:
    by_name = {place.name_en: place.point for place in places()}

    assert distance_km(by_name["Heraklion"], Point(35.3387, 25.1442)) < 2
    assert distance_km(by_name["Chania"], Point(35.5138, 24.0180)) < 2


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("Ηράκλειο", "ηρακλειο"),
        ("ΗΡΑΚΛΕΙΟ", "ηρακλειο"),
        ("  Άγ.  Νικόλαος ", "αγ νικολαοσ"),
        ("Βαϊνιά", "βαινια"),
        ("Σταλΐδα", "σταλιδα"),
        ("Iráklion", "iraklion"),
        ("", ""),
    ],
)
def test_a_plain_name_forgets_case_accents_and_punctuation(text: str, key: str) -> None:
    assert plain_name(text) == key
