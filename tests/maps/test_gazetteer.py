import pytest

from maps.addresses import read_address
from maps.distance import Point
from maps.gazetteer import Gazetteer
from maps.located import Answer, Located, Precision

HERAKLION = Point(35.32787, 25.14341)


def find(written: str) -> Answer:
    return Gazetteer().find(read_address(written))


@pytest.mark.parametrize(
    "address",
    [
        "Κνωσού 12, Ηράκλειο",
        "Κνωσού 12 Ηράκλειο",
        "Κνωσού 12, 713 06 ΗΡΑΚΛΕΙΟ",
        "Κνωσού 12α, Ηρακλειο 71306, Κρήτη, Ελλάδα",
        "Knossou 12, Heraklion, Crete, Greece",
        "Knossou 12, Iráklio",
        "Knosou 12 Hrakleio",
        "Knwsou 12, Irakleio Kritis",
        "Λεωφόρος Κνωσού 5, Ηράκλειο Κρήτης",
        "25ης Αυγούστου 3, Ηράκλειο",
        "Ηράκλειο",
    ],
)
def test_the_town_of_an_address_is_found_however_it_is_written(address: str) -> None:
    town = Located(HERAKLION, "Ηράκλειο", Precision.PLACE, source="gazetteer", municipality="Δήμος Ηρακλείου")
    assert find(address) == Answer((town,))


@pytest.mark.parametrize(
    "address", ["", " , ", "Κνωσού 12", "Χανιά 12", "Κρήτη", "Berlin", "12", "71306", "Άγιος Ιωάννης"]
)
def test_an_address_that_names_no_place_we_know_is_not_found(address: str) -> None:
    assert find(address).choices == ()


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("Ικάρου 5, Νέα Αλικαρνασσός, Ηράκλειο", "Νέα Αλικαρνασσός"),
        ("Ηράκλειο, Ν. Αλικαρνασσός", "Νέα Αλικαρνασσός"),
        ("Αγ. Νικόλαος", "Άγιος Νικόλαος"),
        ("Xania", "Χανιά"),
        ("Rethimno", "Ρέθυμνο"),
        ("Archanes, Heraklion", "Άνω Αρχάνες"),
        ("Αρχάνες, Δήμος Αρχανών - Αστερουσίων", "Άνω Αρχάνες"),
        ("Σούδα, Δήμος Χανίων", "Σούδα"),
        ("Πύργος, Δ. Αρχανών - Αστερουσίων", "Πύργος"),
        ("Γεράνι, Χανιά", "Γεράνι"),
        ("Γάζι, Μαλεβίζι", "Γάζι"),
        ("Τύλισος, Malevizi", "Τύλισος"),
        ("Gerani, Dimos Platania", "Γεράνι"),
    ],
)
def test_a_place_is_sure_where_it_is_a_town_or_the_address_says_where_the_village_is(address: str, label: str) -> None:
    located = find(address).located
    assert located is not None
    assert located.label == label


@pytest.mark.parametrize(
    ("address", "label"),
    [
        ("Πύργος", "Πύργος"),  # Crete has four, the list one
        ("Πύργος, Ηράκλειο", "Πύργος"),  # too far from the town to be told by it
        ("Πόρος, Ηράκλειο", "Ηράκλειο"),  # a neighbourhood of the town, or a village of its municipality
        ("Άγνωστο Χωριό, Δήμος Ηρακλείου 70013", "Ηράκλειο"),
        ("Κνωσού 12, Δ. Ηρακλείου", "Ηράκλειο"),
        ("Δήμος Χανίων", "Χανιά"),
        ("Δήμος Ρεθύμνου", "Ρέθυμνο"),
        ("Municipality of Chania", "Χανιά"),
        ("ΔΗΜΟΣ ΑΓΙΟΥ ΝΙΚΟΛΑΟΥ", "Άγιος Νικόλαος"),
        ("Δήμου Χερσονήσου", "Χερσόνησος"),
    ],
)
def test_what_may_be_another_place_wants_a_word(address: str, label: str) -> None:
    answer = find(address)
    assert [choice.label for choice in answer.choices] == [label]
    assert answer.located is None


@pytest.mark.parametrize(
    ("address", "municipalities"),
    [
        ("Γεράνι", ["Ρεθύμνης", "Πλατανιά"]),
        ("Gerani", ["Ρεθύμνης", "Πλατανιά"]),
        ("Γεράνι, Κρήτη", ["Ρεθύμνης", "Πλατανιά"]),
        ("Γεράνι, Δήμος Σητείας", ["Ρεθύμνης", "Πλατανιά"]),  # there it is not
        ("Γεράνι, Χανιά", ["Πλατανιά"]),
        ("Γεράνι, Ρέθυμνο", ["Ρεθύμνης"]),
        ("Γεράνι, Νομός Ρεθύμνης", ["Ρεθύμνης"]),
        ("Γεράνι, Δ. Πλατανιά", ["Πλατανιά"]),
        ("Καστέλλι, Ηράκλειο", ["Μινώα Πεδιάδας"]),
    ],
)
def test_of_villages_with_one_name_none_is_guessed(address: str, municipalities: list[str]) -> None:
    answer = find(address)
    assert [choice.municipality for choice in answer.choices] == [f"Δήμος {name}" for name in municipalities]
    assert (answer.located is not None) is (len(municipalities) == 1)


@pytest.mark.parametrize(
    ("address", "asked"),
    [
        ("Knosou 12 Hrakleio", "Knosou 12, Ηράκλειο"),
        ("Efesou 7, Poros, Heraklion", "Efesou 7, Poros, Ηράκλειο"),
        ("Ηράκλειο, Πόρος, Εφέσου 7", "Εφέσου 7, Πόρος, Ηράκλειο"),
        ("Ηράκλειο, Νέα Αλικαρνασσός", "Νέα Αλικαρνασσός, Ηράκλειο"),
        ("Kastelli", "Kastelli"),  # Κίσσαμος, Καστέλλι or Ιεράπετρα
        ("Gerani, Xania", "Γεράνι, Χανιά"),
    ],
)
def test_the_places_that_we_know_are_asked_for_in_greek_the_town_last(address: str, asked: str) -> None:
    assert Gazetteer().spelled(read_address(address)).text == asked
