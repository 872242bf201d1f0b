"""An address as an advert gives it is taken apart; what is not said stays empty."""

import pytest

from housing.pasted import Address, take_apart


@pytest.mark.parametrize(
    ("pasted", "parts"),
    [
        ("Εφέσου 7, Πόρος, 713 05 Ηράκλειο, Ελλάδα", Address("Εφέσου 7", "Πόρος", "Ηράκλειο", "71305")),
        ("Εφέσου 7, Ηράκλειο 71305", Address("Εφέσου 7", "", "Ηράκλειο", "71305")),
        ("Εφέσου 7, Ηράκλειο, Τ.Κ. 713 05", Address("Εφέσου 7", "", "Ηράκλειο", "71305")),
        ("Ομήρου 6\nΧανιά, Κρήτη", Address("Ομήρου 6", "", "Χανιά", "")),
        (
            "Efesou 7, Nea Alikarnassos, Heraklion, Crete, Greece",
            Address("Efesou 7", "Nea Alikarnassos", "Heraklion", ""),
        ),
        ("Λεωφ. Κνωσού 12Α", Address("Λεωφ. Κνωσού 12Α", "", "", "")),
        ("  ", Address()),
        ("", Address()),
        ("Ελλάδα", Address()),
        ("Κνωσού 12, Μασταμπάς, Πατέλες, Ηράκλειο", Address("Κνωσού 12", "Μασταμπάς, Πατέλες", "Ηράκλειο", "")),
        ("Αρ. αγγελίας 2810990, Ηράκλειο", Address("Αρ. αγγελίας 2810990", "", "Ηράκλειο", "")),
    ],
)
def test_an_address_is_taken_apart(pasted: str, parts: Address):
    assert take_apart(pasted) == parts
