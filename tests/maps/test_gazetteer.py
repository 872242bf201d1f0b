import pytest

from maps.distance import Point
from maps.gazetteer import Gazetteer
from maps.geocoding import Located, Precision

HERAKLION = Point(35.32787, 25.14341)


@pytest.mark.parametrize(
    "address",
    [
        "Κνωσού 12, Ηράκλειο",
        "Κνωσού 12 Ηράκλειο",
        "Κνωσού 12, 713 06 ΗΡΑΚΛΕΙΟ",
        "Κνωσού 12α, Ηρακλειο 71306, Κρήτη, Ελλάδα",
        "Knossou 12, Heraklion, Crete, Greece",
        "Knossou 12, Iráklio",
        "Λεωφόρος Κνωσού, Ηράκλειο Κρήτης",
        "25ης Αυγούστου 3, Ηράκλειο",
        "Ηράκλειο",
        "Άγνωστο Χωριό, Δήμος Ηρακλείου 70013",
        "Κνωσού 12, Δ. Ηρακλείου",
    ],
)
def test_the_town_of_an_address_is_found_however_it_is_written(address: str) -> None:
    assert Gazetteer().locate(address) == Located(HERAKLION, "Ηράκλειο", Precision.PLACE, source="gazetteer")


@pytest.mark.parametrize("address", ["", " , ", "Κνωσού 12", "Χανιά 12", "Κρήτη", "Berlin", "12", "71306"])
def test_an_address_that_names_no_place_is_not_found(address: str) -> None:
    assert Gazetteer().locate(address) is None


def test_the_village_is_preferred_to_the_town_it_belongs_to() -> None:
    located = Gazetteer().locate("Ικάρου 5, Νέα Αλικαρνασσός, Ηράκλειο")

    assert located is not None
    assert located.label == "Νέα Αλικαρνασσός"


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("Αρχάνες", "Άνω Αρχάνες"),
        ("Archanes, Heraklion", "Άνω Αρχάνες"),
        ("Αρχάνες, Δήμος Αρχανών - Αστερουσίων", "Άνω Αρχάνες"),
        ("Δήμος Χανίων", "Χανιά"),
        ("Δήμος Ρεθύμνης", "Ρέθυμνο"),
        ("ΔΗΜΟΣ ΑΓΙΟΥ ΝΙΚΟΛΑΟΥ", "Άγιος Νικόλαος"),
        ("Δήμου Χερσονήσου", "Χερσόνησος"),
        ("Σούδα, Δήμος Χανίων", "Σούδα"),
    ],
)
def test_a_place_is_known_by_its_short_name_and_by_its_municipality(address: str, label: str) -> None:
    located = Gazetteer().locate(address)

    assert located is not None
    assert located.label == label


def test_of_two_villages_with_one_name_the_nearer_to_the_named_town_is_meant() -> None:
    near_chania = Gazetteer().locate("Γεράνι, Χανιά")
    near_rethymno = Gazetteer().locate("Γεράνι, Ρέθυμνο")

    assert near_chania is not None
    assert near_rethymno is not None
    assert near_chania.point == Point(35.51721, 23.87818)
    assert near_rethymno.point == Point(35.35368, 24.40033)


def test_of_two_villages_with_one_name_none_is_guessed() -> None:
    assert Gazetteer().locate("Γεράνι") is None
