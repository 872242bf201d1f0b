"""Names are found however they are written: accents, case, Greek, Greeklish, passports, Cyrillic, Arabic."""

import pytest

from core.search_keys import as_reference, closeness, order_key, readings, search_key

SAME = [
    ("Χαντάντ", "χανταντ", "ΧΑΝΤΑΝΤ", "Chantant", "Xantant", "Hadad", "Haddad"),
    ("Παπαδάκη", "ΠΑΠΑΔΑΚΗ", "Papadaki", "papadakh"),
    ("Ευάγγελος", "Evangelos", "Euaggelos", "Evagelos"),
    ("Γιώργος", "Giorgos", "Giwrgos"),
    ("Μπουμπουλίνα", "Boumpoulina", "Bouboulina"),
    ("Τζανάκης", "Tzanakis", "Tzanakhs"),
    ("Ξένια", "Xenia", "Ksenia"),
    ("Εφέσου", "Efesou", "Ephesou"),
    ("Коваленко", "Kovalenko", "Κοβαλένκο"),
    ("Müller", "Muller", "MULLER"),
    ("حداد", "Χαντάντ"),
    ("حدّاد", "Haddad"),
    ("احمدی", "Ahmadi", "Αχμάντι"),
    ("فاطمة", "Fatima", "Φατιμά"),
    ("فاطمة", "فاطمه", "فَاطِمَة"),
]


@pytest.mark.parametrize("spellings", SAME, ids=lambda spellings: spellings[0])
def test_one_name_has_one_key_however_it_is_written(spellings: tuple[str, ...]):
    for stored in spellings:
        for typed in spellings:
            assert _finds(typed, stored), f"{typed} does not find {stored}"


def _finds(typed: str, stored: str) -> bool:
    return all(any(f" {word}" in search_key(stored) for word in each) for each in readings(typed))


@pytest.mark.parametrize(
    ("typed", "stored"),
    [("Haddad", "Χατζής"), ("Papadaki", "Παππάς"), ("12", "Κνωσού 21"), ("Ράνια", "Rouni"), ("حداد", "هدى")],
)
def test_other_names_are_told_apart(typed: str, stored: str):
    assert not _finds(typed, stored)


def test_a_name_is_found_by_the_beginnings_of_its_words_in_any_order():
    assert _finds("χαντ σαμ", "Samir Haddad")
    assert not _finds("amir", "Samir Haddad")


def test_numbers_in_an_address_stay_as_they_are():
    assert search_key("Κνωσού 211") == " knoso ^kns 211"


def test_a_list_by_the_alphabet_heeds_neither_accents_nor_capitals():
    words = ["Όρισε", "Ωρίμασε", "Βρήκε", "Άλλαξε", "ακύρωσε", "Εγκρίθηκε", "Έδωσε"]
    assert sorted(words, key=order_key) == ["ακύρωσε", "Άλλαξε", "Βρήκε", "Εγκρίθηκε", "Έδωσε", "Όρισε", "Ωρίμασε"]


@pytest.mark.parametrize("nothing", ["", "   ", "%_", "\u0301", None])
def test_what_has_no_letter_has_no_key(nothing: str | None):
    assert search_key(nothing) == ""
    assert readings(nothing or "") == []


@pytest.mark.parametrize(
    ("typed", "nearest_first"),
    [
        ("يوسف", ["سمير يوسف", "يوسفي", "Yousef", "Савчук"]),
        ("Haddad", ["Haddad", "Haddadin", "Χαντάντ", "حداد"]),
        ("χαντάντ", ["ΧΑΝΤΑΝΤ", "Χανταντίδης", "Hadad", "حداد"]),
        ("Мария", ["Мария", "Μαρία"]),
        ("σαμίρ χαντ", ["Σαμίρ Χαντ", "Σαμίρ Χαντάντ", "Samir Haddad"]),
    ],
)
def test_what_fits_better_comes_first(typed: str, nearest_first: list[str]):
    far = closeness(typed)
    distances = [far(search_key(name), name) for name in nearest_first]
    assert all(_finds(typed, name) for name in nearest_first)
    assert distances == sorted(set(distances)), "each is farther than the one before"
    assert distances[0] == 0


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ("n-0001", "N-0001"),
        ("Ν-0001", "N-0001"),
        ("ν-0001", "N-0001"),
        ("Ρ-2026-11-1", "P-2026-11-1"),
        ("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"),
        ("Δ-1", "Δ-1"),
    ],
)
def test_a_reference_may_be_typed_in_greek_letters_that_look_the_same(typed: str, stored: str):
    assert as_reference(typed) == stored
