"""Addresses as officers and portals write them, and what is then asked for."""

import pytest

from maps.addresses import LONGEST, Address, read_address


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("Κνωσού 12, Ηράκλειο", Address("Κνωσού", "12", places=("Ηράκλειο",))),
        ("Κνωσού 12 Ηράκλειο", Address("Κνωσού", "12", places=("Ηράκλειο",))),
        ("Knosou 12 Hrakleio", Address("Knosou", "12", places=("Hrakleio",))),
        ("Ηράκλειο, Κνωσού 12", Address("Κνωσού", "12", places=("Ηράκλειο",))),
        ("Λεωφ. Κνωσού 12-14, 713 06 Γάζι", Address("Λεωφόρος Κνωσού", "12-14", "", ("Γάζι",), postal_code="71306")),
        ("Πλ. Ελευθερίας, Ηράκλειο", Address("Πλατεία Ελευθερίας", places=("Ηράκλειο",))),
        ("Οδός Εφέσου αρ. 7Α, Ηράκλειο Τ.Κ. 71305", Address("Εφέσου", "7Α", "", ("Ηράκλειο",), postal_code="71305")),
        ("Knossou Ave. 12, Gazi, T.K. 71306, Crete", Address("Knossou", "12", "", ("Gazi",), postal_code="71306")),
        ("12 Knossou Ave., Heraklion, Greece", Address("Knossou", "12", places=("Heraklion",))),
        ("62 Μαρτύρων 15, Ηράκλειο", Address("62 Μαρτύρων", "15", places=("Ηράκλειο",))),
        ("62 Μαρτύρων, Ηράκλειο", Address("62 Μαρτύρων", places=("Ηράκλειο",))),
        ("25ης Αυγούστου 3\nΗράκλειο", Address("25ης Αυγούστου", "3", places=("Ηράκλειο",))),
        ("Δημοκρατίας 5, Χανιά", Address("Δημοκρατίας", "5", places=("Χανιά",))),
        ("5ο χλμ Ηρακλείου-Μοιρών", Address("5ο χλμ Ηρακλείου-Μοιρών")),
        ("Ηράκλειο - Πόρος", Address(places=("Ηράκλειο", "Πόρος"))),
        ("Άγιος Ιωάννης, Δήμος Φαιστού", Address(places=("Άγιος Ιωάννης",), municipality="Φαιστού")),
        ("Αρχάνες, Δ. Αρχανών - Αστερουσίων", Address(places=("Αρχάνες",), municipality="Αρχανών-Αστερουσίων")),
        ("Municipality of Heraklion", Address(municipality="Heraklion")),
        ("Chania Municipality", Address(municipality="Chania")),
        ("Γεράνι, Νομός Χανίων", Address(places=("Γεράνι",), unit="Χανίων")),
        ("Gerani, Chania Regional Unit", Address(places=("Gerani",), unit="Chania")),
        ("Κρήτη, Ελλάδα", Address()),
        (" , ", Address()),
        ("", Address()),
        ("71306", Address(postal_code="71306")),
    ],
)  # fmt: skip
def test_an_address_is_read_however_it_is_written(written: str, read: Address):
    assert read_address(written) == read


@pytest.mark.parametrize(
    ("written", "street", "corner", "number"),
    [
        ("Κνωσού και Έβανς", "Κνωσού", "Έβανς", ""),
        ("γωνία Κνωσού & Έβανς", "Κνωσού", "Έβανς", ""),
        ("Γων. Κνωσού με Έβανς", "Κνωσού", "Έβανς", ""),
        ("Στη συμβολή των οδών Κνωσού και Έβανς", "Κνωσού", "Έβανς", ""),
        ("Gonia Knosou kai Evans", "Knosou", "Evans", ""),
        ("Corner of Evans and Knossou", "Evans", "Knossou", ""),
        ("Κνωσού 12 γωνία Έβανς", "Κνωσού", "Έβανς", "12"),
        ("Κνωσού 12, γωνία με Έβανς", "Κνωσού", "Έβανς", "12"),
        ("Κνωσού 12 & Έβανς 3", "Κνωσού", "Έβανς", "12"),
        ("Κνωσού / Έβανς", "Κνωσού", "Έβανς", ""),
        ("Αγίων Κωνσταντίνου και Ελένης", "", "", ""),  # one street, or a village
        ("Κωνσταντίνου και Ελένης 5", "Κωνσταντίνου και Ελένης", "", "5"),
    ],
)
def test_a_corner_is_two_streets(written: str, street: str, corner: str, number: str):
    read = read_address(f"{written}, Ηράκλειο")
    assert (read.street, read.corner, read.number, read.places[-1]) == (street, corner, number, "Ηράκλειο")


@pytest.mark.parametrize(
    "aside",
    [
        "κουδούνι Λυδάκη", "c/o Lydaki", "υπόψη κας Λυδάκη", "ιδιοκτήτρια Αικατερίνη Λυδάκη", "(Λυδάκη)", "2ος όροφος",
        "ισόγειο", "διαμ. 3", "τηλ. 2810 000001", "6900000001", "+302810000001",
    ],
)  # fmt: skip
def test_what_is_not_of_the_place_is_left_out(aside: str):
    assert read_address(f"Εφέσου 7 {aside}, Ηράκλειο").text == "Εφέσου 7, Ηράκλειο"
    assert read_address(f"Εφέσου 7, {aside}, Ηράκλειο").text == "Εφέσου 7, Ηράκλειο"


@pytest.mark.parametrize(
    ("written", "questions"),
    [
        ("Εφέσου 7, Ηράκλειο", ["Εφέσου 7, Ηράκλειο"]),
        (" Εφέσου  7 ,, Ηράκλειο ,Κρήτη", ["Εφέσου 7, Ηράκλειο"]),
        ("Εφέσου 7, Πόρος, 71305 Ηράκλειο", ["Εφέσου 7, Πόρος, Ηράκλειο, 71305", "Εφέσου 7, Ηράκλειο"]),
        ("Κνωσού και Έβανς, Ηράκλειο", ["Κνωσού & Έβανς, Ηράκλειο", "Κνωσού, Ηράκλειο"]),
        ("Κνωσού 12 γωνία Έβανς, Ηράκλειο", ["Κνωσού 12, Ηράκλειο", "Κνωσού & Έβανς, Ηράκλειο"]),
        ("Γεράνι, Δ. Πλατανιά 73014", ["Γεράνι, Δήμος Πλατανιά, 73014", "Γεράνι, Δήμος Πλατανιά"]),
        ("Gerani, Chania Regional Unit", ["Gerani, Chania Regional Unit"]),
        ("71306", []),
        ("12", []),
        ("Νομός Χανίων", []),
    ],
)
def test_the_whole_is_asked_for_first_and_then_what_a_map_is_sure_to_have(written: str, questions: list[str]):
    assert [question.text for question in read_address(written).questions] == questions


def test_what_is_read_of_its_own_text_is_the_same():
    for written in (
        "Λεωφ. Κνωσού 12α, Πόρος, 71306 Ηράκλειο",
        "γωνία Κνωσού & Έβανς, Δ. Ηρακλείου",
        "Γεράνι, Νομός Χανίων",
    ):
        read = read_address(written)
        assert read_address(read.text) == read


def test_a_novel_is_no_address():
    assert len(read_address("Κνωσού " * 200).text) <= LONGEST
