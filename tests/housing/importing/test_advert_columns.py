"""The columns of adverts, by whatever name, and what stands in their cells."""

from datetime import date
from decimal import Decimal

import pytest

from core.errors import Refused
from core.importing.table import Row, Table
from core.importing.words import name_key
from housing.home import Condition, Furnished, Heating, RentCovers
from housing.importing.advert import AdvertRow
from housing.importing.adverts import read_adverts
from housing.importing.columns import FIELDS
from housing.importing.landlords import FIELDS as OF_LANDLORDS
from tests.housing.importing.advert_tables import FLAT, read
from tests.support.rows import TODAY

# As it stands in a file, and as it is kept.
EVERY_COLUMN = (
    ("Κωδικός", "HER-7", "reference", "HER-7"),
    ("Τίτλος", "Φωτεινό δυάρι", "title", "Φωτεινό δυάρι"),
    ("Διεύθυνση", "Λεωφ. Κνωσού 12", "address", "Λεωφ. Κνωσού 12"),
    ("Περιοχή", "Άγιος Ιωάννης", "area", "Άγιος Ιωάννης"),
    ("Πόλη", "Ηράκλειο", "city", "Ηράκλειο"),
    ("ΤΚ", "714 09", "postal_code", "71409"),
    ("Γεωγραφικό πλάτος", "35,3181", "latitude", 35.3181),
    ("Γεωγραφικό μήκος", "25,1442", "longitude", 25.1442),
    ("Μηνιαίο μίσθωμα (€)", "1.234,50 €", "monthly_rent", Decimal("1234.50")),
    ("Κοινόχρηστα", "35", "common_charges", Decimal("35.00")),
    ("Περιλαμβάνονται λογαριασμοί", "όχι", "rent_covers", RentCovers.RENT),
    ("Εγγύηση", "900,00", "deposit", Decimal("900.00")),
    ("Εμβαδόν (τ.μ.)", "85 τ.μ.", "size_m2", 85),
    ("Υπνοδωμάτια", "2", "bedrooms", 2),
    ("Μπάνια", "1", "bathrooms", 1),
    ("Όροφος", "3ος", "floor", 3),
    ("Τελευταίος όροφος", "ναι", "top_floor", True),
    ("Ασανσέρ", "ναι", "lift", True),
    ("Κατάλληλο για ΑμεΑ", "ναι", "wheelchair", True),
    ("Ήσυχο", "όχι", "quiet", False),
    ("Επιπλωμένο", "όχι", "furnished", Furnished.NO),
    ("Θέρμανση", "αυτόνομη", "heating", Heating.AUTONOMOUS),
    ("Κατάσταση", "ανακαινισμένο", "condition", Condition.RENOVATED),
    ("Πάρκινγκ", "1", "parking", 1),
    ("Ενεργειακή κλάση", "Β+", "energy_class", "B+"),
    ("Αριθμός ΠΕΑ", "12345/2021", "energy_certificate_number", "12345/2021"),
    ("Λήξη ΠΕΑ", "31/5/2031", "energy_certificate_expires_on", date(2031, 5, 31)),
    ("ΑΤΑΚ", "01234567890", "atak", "01234567890"),
    ("Αριθμός παροχής", "123456789", "electricity_supply_number", "123456789"),
    ("Κατοικίδια", "όχι", "pets", False),
    ("Έτος κατασκευής", "1998", "year_built", 1998),
    ("Διαθέσιμο από", "1/12/2026", "available_from", date(2026, 12, 1)),
    ("Διαθέσιμο έως", "31/5/2027", "available_until", date(2027, 5, 31)),
    ("Μόνο χειμώνα", "ναι", "winter_only", True),
    ("Ιδιοκτήτης", "Μαρία Δοκιμάκη", "landlord_name", "Μαρία Δοκιμάκη"),
    ("Τηλέφωνο", "2810 123456", "phone", "+302810123456"),
    ("E-mail", "maria@example.gr", "email", "maria@example.gr"),
    ("ΑΦΜ", "123456783", "afm", "123456783"),
    ("Σύνδεσμος", "https://example.gr/7", "source_link", "https://example.gr/7"),
    ("Περιγραφή", "Κοντά στο πάρκο", "description", "Κοντά στο πάρκο"),
)  # fmt: skip


def test_every_column_of_an_advert_is_read() -> None:
    file = read({column: typed for column, typed, *_ in EVERY_COLUMN})
    assert file.rejected == file.warnings == file.unknown_columns == ()
    kept = {field: value for _, _, field, value in EVERY_COLUMN}
    assert set(kept) == set(FIELDS)
    assert file.good == (AdvertRow(row=2, source="portal", **kept),)


@pytest.mark.parametrize(
    ("column", "typed", "field", "value"),
    [
        ("Ενοίκιο/μήνα", "450", "monthly_rent", Decimal("450.00")),
        ("Τηλ. επικοινωνίας", "2810 123456", "phone", "+302810123456"),
        ("Κιν. τηλ.", "6971234567", "phone", "+306971234567"),
        ("Δ/νση", "Ερμού 5", "address", "Ερμού 5"),
        ("Εμβ. (m2)", "85", "size_m2", 85),
        ("Όρ.", "3ος", "floor", 3),
        ("Ημ/νία διαθεσιμότητας", "1/12/2026", "available_from", date(2026, 12, 1)),
        ("Περιγραφή ακινήτου", "Κοντά στο πάρκο", "description", "Κοντά στο πάρκο"),
        ("OPOΦOΣ", "3ος", "floor", 3),
        ("ATAK", "01234567890", "atak", "01234567890"),
        ("ΑΤΑΚ", "01234567890", "atak", "01234567890"),
    ],
)
def test_names_as_people_shorten_them_and_in_letters_that_look_alike(
    column: str, typed: str, field: str, value: object
) -> None:
    rent = {} if field == "monthly_rent" else {"rent": "450"}
    file = read({"Περιοχή": "Πόρος"} | rent | {column: typed})
    assert file.unknown_columns == ()
    assert getattr(file.good[0], field) == value


def test_no_name_means_two_things() -> None:
    for fields in (FIELDS, OF_LANDLORDS):
        keys = [(name_key(name), field) for field, names in fields.items() for name in (field, *names)]
        assert len(dict(keys)) == len(set(keys))


def test_the_names_of_the_contract_are_understood() -> None:
    names = (
        "reference", "title", "address", "area", "city", "postal code", "latitude", "longitude", "monthly rent",
        "common charges", "deposit", "size in m²", "bedrooms", "bathrooms", "floor", "lift", "furnished", "heating",
        "energy class", "pets", "year built", "available from", "landlord name", "phone", "e-mail", "AFM",
        "source link", "description", "available until", "winter only", "condition", "parking", "utilities included",
        "ATAK", "electricity supply number", "energy certificate number",
    )  # fmt: skip
    file = read_adverts(Table(names, (Row(2, ("x",)),)), "portal", on=TODAY)
    assert file.unknown_columns == ()
    ours = {"top_floor", "energy_certificate_expires_on", "wheelchair", "quiet"}
    assert len(names) == len(FIELDS) - len(ours)


def test_the_shape_of_a_portal_gives_the_size_from_the_title() -> None:
    file = read({"link": "https://example.gr/1", "price": "450", "title": "50τ.μ.", "location": "Χανιά - Χαλέπα"})
    advert = file.good[0]
    assert (advert.size_m2, advert.area, advert.monthly_rent) == (50, "Χανιά - Χαλέπα", Decimal("450.00"))


@pytest.mark.parametrize(
    ("title", "size"),
    [
        ("Διαμέρισμα 85 τ.μ.", 85),
        ("Flat, 62.5 m², 2nd floor", 62),
        ("Σπίτι σε 4000 τ.μ. οικόπεδο", None),
        ("Δυάρι στον 3ο", None),
        ("1.200 τ.μ.", None),
    ],
)
def test_a_size_in_the_title_is_taken_when_it_can_be_the_homes(title: str, size: int | None) -> None:
    assert read({"rent": "450", "address": "a", "title": title}).good[0].size_m2 == size


def test_a_size_column_goes_before_the_title() -> None:
    assert read(FLAT | {"Τίτλος": "85 τ.μ."}).good[0].size_m2 == 62


def test_a_file_without_any_known_column_is_refused() -> None:
    with pytest.raises(Refused, match="No known column"):
        read({"Χρώμα": "λευκό", "Διάθεση": "καλή"})


def test_a_file_without_a_rent_column_is_refused() -> None:
    with pytest.raises(Refused, match="No column is named") as refused:
        read({"Διεύθυνση": "Ερμού 5", "Χρώμα": "λευκό"})
    assert "above the rows are “Διεύθυνση”, “Χρώμα”." in str(refused.value.sentence)


def test_two_columns_for_the_rent_are_refused() -> None:
    with pytest.raises(Refused, match="mean the same"):
        read({"Ενοίκιο": "450", "Rent": "450"})
