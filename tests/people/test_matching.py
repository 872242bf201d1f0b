"""Which records are about the same person."""

from dataclasses import replace
from datetime import date

import pytest

from people.matching import PersonFacts, Sign, compare, find_same_people, name_likeness
from tests.people.labelled_people import Labelled, draw_people

HELD_OUT = 2  # the thresholds were set on the seeds 1, 3 and 4
PHONE = "+306941234567"
LANDLORD = PersonFacts(1, "Γεώργιος Παπαδάκης", phone=PHONE)


def measure_people(drawn: Labelled) -> tuple[float, float]:
    """Precision and recall, of all pairs of records: also those that share no key."""
    found = {(one, other) for one, other, _ in find_same_people(drawn.people)}
    right = len(found & drawn.same)
    return right / len(found), right / len(drawn.same)


def test_nineteen_of_twenty_are_found_and_nineteen_of_twenty_found_are_right() -> None:
    precision, recall = measure_people(draw_people(HELD_OUT, 3_000))
    assert precision >= 0.95
    assert recall >= 0.95


@pytest.mark.parametrize(
    "name",
    [
        "Giorgos Papadakis",
        "Papadakhs Giwrgos",
        "ΠΑΠΑΔΑΚΗΣ ΓΕΩΡΓΙΟΣ",
        "Γιώργος Παπαδάκης",
        "Γ. Παπαδάκης",
        "Γεώργιος Εμμανουήλ Παπαδάκης",
        "George Papadakis",
        "Γεώργιος Παπδάκης",
        "",
    ],
)
def test_at_the_same_phone_it_is_the_same_person(name: str) -> None:
    assert compare(LANDLORD, PersonFacts(2, name, phone=PHONE)).is_same


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("Γεωργία Παπαδάκη", id="his-sister"),
        pytest.param("Μαρία Παπαδάκη", id="his-wife"),
        pytest.param("Μιχάλης Παπαδάκης", id="his-brother"),
        pytest.param("Νίκος Βλαχάκης", id="a-colleague"),
    ],
)
def test_who_shares_a_phone_may_be_somebody_else(name: str) -> None:
    assert not compare(LANDLORD, PersonFacts(2, name, phone=PHONE)).is_same


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Κτηματομεσιτική Α.Ε.", "KTHMATOMESITIKH AE"),
        ("Θεοδώρα Μαυράκη", "8eodwra Mayrakh"),
        ("Αικατερίνη Ψαρουδάκη", "Κατερίνα Ψαρουδάκη"),
        ("Αικατερίνη Ψαρουδάκη", "Α. Ψαρουδάκη"),
        ("Ξανθίππη Χατζάκη", "Xanthippi Chatzaki"),
    ],
)
def test_names_are_compared_by_their_sound(one: str, other: str) -> None:
    assert name_likeness(one, other) >= 84


def test_two_tax_numbers_are_two_people() -> None:
    one, other = replace(LANDLORD, afm=b"1"), replace(LANDLORD, key=2, afm=b"2")
    assert not compare(one, other).is_same
    assert compare(one, replace(other, name="Π. Α.", afm=b"1")).signs == (Sign.AFM,)


BORN = date(1990, 5, 4)


@pytest.mark.parametrize(
    ("one", "other", "born", "is_same"),
    [
        ("Samir Haddad", "Σαμίρ Χαντάντ", BORN, True),
        ("Samir Haddad", "سمير حداد", BORN, True),
        ("Ali Hassan", "علي حسن", BORN, True),
        ("Olena Kovalenko", "Олена Коваленко", BORN, True),
        ("Ali Hassan", "Ahmad Hassan", BORN, False),
        ("Samir Haddad", "Samir Haddad", date(1990, 4, 5), True),  # month and day exchanged
        ("Samir Haddad", "Samir Haddad", date(1990, 1, 1), True),  # nobody knew more than the year
        ("Samir Haddad", "Samir Haddad", date(1991, 1, 1), False),
        ("Samir Haddad", "Samir Haddad", date(1960, 5, 4), False),
        ("Samir Haddad", "سمير حداد", date(1990, 4, 5), False),  # consonants alone are no name
    ],
)
def test_a_day_of_birth_is_a_sign_and_two_days_are_two_people(one: str, other: str, born: date, is_same: bool) -> None:
    people = [PersonFacts(1, one, born_on=BORN), PersonFacts(2, other, born_on=born)]
    assert bool(find_same_people(people)) is is_same
    assert compare(*people).score == compare(*reversed(people)).score


def test_a_name_in_latin_letters_is_a_name_too() -> None:
    people = [
        PersonFacts(1, "سمير حداد", born_on=BORN, also="Samir Haddad"),
        PersonFacts(2, "Χαντάντ Σαμίρ", born_on=BORN),
    ]
    assert compare(*people).signs == (Sign.NAME, Sign.BORN)


def test_born_on_the_first_of_january_says_little() -> None:
    first = date(1990, 1, 1)
    people = [PersonFacts(1, "Samir Haddad", born_on=first), PersonFacts(2, "Samir Hadadi", born_on=first)]
    assert not compare(*people).is_same
    assert compare(*(replace(facts, born_on=BORN) for facts in people)).is_same


def test_a_name_alone_tells_two_people_with_phones_not_apart() -> None:
    assert not compare(LANDLORD, replace(LANDLORD, key=2, phone="+302810123456")).is_same


def test_a_name_alone_counts_where_it_leads_to_one_person() -> None:
    without_phone = PersonFacts(2, "Giorgos Papadakis")
    namesake = replace(LANDLORD, key=3, phone="+302810123456")
    assert [pair[:2] for pair in find_same_people([LANDLORD, without_phone])] == [(1, 2)]
    assert find_same_people([LANDLORD, without_phone, namesake]) == []


def test_of_two_that_are_known_to_be_apart_nobody_is_told_again() -> None:
    assert find_same_people([LANDLORD, replace(LANDLORD, key=2)], apart={(1, 2)}) == []
