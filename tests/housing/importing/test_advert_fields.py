from datetime import date
from decimal import Decimal

import pytest

from core.importing.cells import KeptAsText, Unreadable
from core.importing.reading import Answers
from core.importing.table import Cell
from core.importing.words import fold
from housing.home import Condition, Furnished, Heating, RentCovers
from housing.importing.columns import FIELDS
from housing.importing.fields import PARSERS


def test_every_column_has_a_parser() -> None:
    assert set(FIELDS) == set(PARSERS)


def test_no_name_stands_for_two_columns() -> None:
    names = [fold(name) for field, synonyms in FIELDS.items() for name in {fold(field), *map(fold, synonyms)}]
    assert len(names) == len(set(names))


@pytest.mark.parametrize(
    ("field", "cell", "value"),
    [
        ("phone", "6971234567", "+306971234567"),
        ("phone", 6971234567, "+306971234567"),
        ("phone", "697 123 4567", "+306971234567"),
        ("phone", "+30 2810-123456", "+302810123456"),
        ("phone", "0030 2810 123456", "+302810123456"),
        ("phone", "+44 20 7946 0958", "+442079460958"),
        ("email", "Anna@Example.gr", "Anna@example.gr"),
        ("source_link", "https://example.gr/a?b=1", "https://example.gr/a?b=1"),
        ("source_link", "www.example.gr/a", "https://www.example.gr/a"),
        ("postal_code", "713 05", "71305"),
        ("postal_code", 71305, "71305"),
        ("energy_class", "Α+", "A+"),
        ("energy_class", "A+", "A+"),
        ("energy_class", "Γ", "C"),
        ("energy_class", "c", "C"),
        ("energy_class", "Δ", "D"),
        ("energy_class", "Ζ", "Z"),
        ("energy_class", "F", "Z"),
        ("energy_class", "Η", "H"),
        ("energy_class", "H", "H"),
        ("energy_class", "G", "H"),
        ("energy_class", "Υπό έκδοση", "pending"),
        ("bedrooms", "γκαρσονιέρα", 0),
        ("bedrooms", "2", 2),
        ("bedrooms", 20, 20),
        ("size_m2", 5, 5),
        ("size_m2", "1.000 τ.μ.", 1000),
        ("furnished", "πλήρως", Furnished.FULLY),
        ("furnished", "ναι", Furnished.FULLY),
        ("furnished", "μερικώς", Furnished.PARTLY),
        ("furnished", "Χωρίς έπιπλα", Furnished.NO),
        ("heating", "  αυτόνομη \n πετρελαίου", Heating.AUTONOMOUS),
        ("heating", "Φυσικό αέριο", Heating.NATURAL_GAS),
        ("heating", "Heat pump", Heating.HEAT_PUMP),
        ("heating", "όχι", Heating.NONE),
        ("condition", "Νεόδμητο", Condition.NEW),
        ("condition", "πολύ καλή", Condition.GOOD),
        ("condition", "Χρήζει ανακαίνισης", Condition.NEEDS_REPAIR),
        ("parking", "ναι", 1),
        ("parking", "όχι", 0),
        ("parking", "2 θέσεις", 2),
        ("parking", 2.0, 2),
        ("parking", "πυλωτή", 1),
        ("rent_covers", "ναι", RentCovers.BILLS),
        ("rent_covers", "όχι", RentCovers.RENT),
        ("rent_covers", "μόνο κοινόχρηστα", RentCovers.CHARGES),
        ("common_charges", "35 €", Decimal("35.00")),
        ("common_charges", "Περιλαμβάνονται στο ενοίκιο", Answers("rent_covers", RentCovers.CHARGES)),
        ("floor", "3ος", 3),
        ("floor", "Ρετιρέ", Answers("top_floor", True)),
        ("top_floor", "ναι", True),
        ("wheelchair", "Μη προσβάσιμο", False),
        ("quiet", "θορυβώδες", False),
        ("winter_only", "Χειμερινή", True),
        ("winter_only", "όλο τον χρόνο", False),
        ("atak", "01234567890", "01234567890"),
        ("atak", 1234567890, "01234567890"),
        ("atak", "01 234 567 890", "01234567890"),
        ("electricity_supply_number", 123456789, "123456789"),
        ("electricity_supply_number", 12345678, "012345678"),
        ("electricity_supply_number", "1 23456789-01 2", "123456789012"),
        ("energy_certificate_number", "12345/2021", "12345/2021"),
        ("energy_certificate_expires_on", "31/05/2031", date(2031, 5, 31)),
        ("afm", "123456783", "123456783"),
        ("afm", "EL 123456783", "123456783"),
        ("pets", "επιτρέπονται", True),
        ("pets", "δεν επιτρέπονται", False),
        ("reference", 1234, "1234"),
    ],
)
def test_cells_are_read_by_their_column(field: str, cell: Cell, value: object) -> None:
    assert PARSERS[field](cell) == value


@pytest.mark.parametrize(
    ("field", "cell", "sentence"),
    [
        ("phone", "697123456", "it has 9 digits, a Greek number has 10"),
        ("phone", "69712345678", "it has 11 digits, a Greek number has 10"),
        ("phone", "+30 697123456", "it has 9 digits, a Greek number has 10"),
        ("phone", "12", "it has 2 digits"),
        ("phone", "6,97E+09", "it has 5 digits"),
        ("phone", "697ABCDEFG", "it has 3 digits"),
        ("phone", "6971234567 / 2810123456", "holds more than one phone number"),
        ("phone", "1234567890", "Greek ones begin with 2 or 69"),
        ("phone", "+44 123", "not a phone number of its country"),
        ("email", "anna@", "is not an e-mail address"),
        ("email", "ΚΑΤΟΙΟΣ", "is not an e-mail address"),
        ("source_link", "javascript:alert(1)", "is not a web address"),
        ("source_link", "https://", "is not a web address"),
        ("source_link", "https://[", "is not a web address"),
        ("source_link", "https://a b", "is not a web address"),
        ("source_link", "https://a.gr/" + "x" * 2000, "is not a web address"),
        ("postal_code", "7130", "it has 5 digits"),
        ("postal_code", "7130Α", "it has 5 digits"),
        ("energy_class", "Κ", "none of the words"),
        ("size_m2", 4, "not between 5 and 1000"),
        ("size_m2", 1001, "not between 5 and 1000"),
        ("bedrooms", 21, "not between 0 and 20"),
        ("bedrooms", -1, "not between 0 and 20"),
        ("latitude", 90.5, "not between -90 and 90"),
        ("longitude", "-181", "not between -180 and 180"),
        ("year_built", 85, "not between 1800 and 2100"),
        ("title", "α" * 201, "longer than 200 characters"),
        ("lift", "ίσως", "neither yes nor no"),
    ],
)
def test_what_cannot_be_read_is_told(field: str, cell: Cell, sentence: str) -> None:
    with pytest.raises(Unreadable, match=sentence):
        PARSERS[field](cell)


@pytest.mark.parametrize(
    ("field", "cell"),
    [
        ("furnished", "όσα χρειάζονται"),
        ("heating", "όπως θέλει ο ένοικος"),
        ("condition", "ό,τι βλέπετε"),
        ("parking", "στον δρόμο"),
        ("parking", "99"),
        ("parking", 99),
        ("rent_covers", "μόνο το νερό"),
        ("winter_only", "κατά περίπτωση"),
        ("atak", "1234"),
        ("atak", "0123456789Α"),
        ("electricity_supply_number", "xx<b>"),
        ("electricity_supply_number", "12345678"),
        ("electricity_supply_number", "1234567890123"),
        ("afm", "123456789"),
        ("pets", "κατόπιν συνεννόησης"),
        ("energy_class", "εξαιρείται"),
        ("available_from", "Άμεσα"),
    ],
)
def test_what_makes_sense_without_a_value_is_kept_as_text(field: str, cell: Cell) -> None:
    with pytest.raises(KeptAsText):
        PARSERS[field](cell)
