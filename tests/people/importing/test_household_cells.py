"""The columns of households and what stands in their cells."""

from datetime import date

import pytest
from flask import Flask

from core.i18n import speaking
from core.importing.columns import recognise
from core.importing.words import name_key
from people.import_words import MEMBER_FIELDS
from people.importing import words
from people.importing.columns import FIELDS
from people.importing.member import MemberRow
from people.language_codes import CODES
from people.languages import language_name
from people.models import ProtectionStatus, Relation, Sex
from people.words import PROTECTION_WORDS, RELATION_WORDS, SEX_WORDS
from tests.people.importing.household_tables import AFM, HEADER, faults, read, read_cell


def test_every_column_of_a_household_is_read() -> None:
    [member] = read(
        "household number;number here;name of the household;centre;name;latin name;date of birth;sex;relation;joined;"
        "left;nationality;languages;reads;interpreter;status;permit number;permit from;permit expiry;afm;amka;paaypa;"
        "case number;passport;phone;email;single parent;enrolled on;referral date;referred by\n"
        "17;n-0001;Οι Χαντάντ;Heraklion;سمير حداد;Samir Haddad;04/05/1985;male;applicant;2026-01-02;2026-09-01;SY;"
        f"Arabic, English;ar;yes;refugee;ab 123;01.01.2025;31.12.2027;{AFM};01019012341;12345678901;"
        "Δ-77;N01 234;6971234567;samir@example.org;no;09/02/2026;02/01/2026;Reception centre\n"
    ).good
    assert member == MemberRow(
        row=2,
        number="17",
        reference="N-0001",
        household_name="Οι Χαντάντ",
        centre="Heraklion",
        name="سمير حداد",
        latin_name="Samir Haddad",
        born_on=date(1985, 5, 4),
        sex="male",
        relation="applicant",
        joined_on=date(2026, 1, 2),
        left_on=date(2026, 9, 1),
        nationality="SY",
        languages=("ar", "en"),
        reads="ar",
        interpreter_language="ar",
        protection_status="refugee",
        permit="AB 123",
        permit_from=date(2025, 1, 1),
        permit_until=date(2027, 12, 31),
        afm=AFM,
        amka="01019012341",
        paaypa="12345678901",
        case="Δ-77",
        passport="N01 234",
        phone="+306971234567",
        email="samir@example.org",
        single_parent=False,
        taken_in_on=date(2026, 2, 9),
        referred_on=date(2026, 1, 2),
        referred_by="Reception centre",
    )


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("ΑΡΙΘΜΟΣ ΝΟΙΚΟΚΥΡΙΟΥ", "number"),
        ("Arithmos noikokyriou", "number"),
        ("Family No.", "number"),
        ("Onomateponymo", "name"),
        ("onomatepwnymo", "name"),
        ("Onomatepwnumo", "name"),
        ("Epwnymo", "surname"),
        ("Hmeromhnia gennhshs", "born_on"),
        ("Imerominia Gennisis", "born_on"),
        ("hmerominia gennisis", "born_on"),
        ("D.O.B.", "born_on"),
        ("Fylo", "sex"),
        ("Sxesh", "relation"),
        ("Schesi", "relation"),
        ("Yphkoothta", "nationality"),
        ("Glwsses", "languages"),
        ("Adeia diamonhs", "permit"),
        ("Λήξη άδειας", "permit_until"),
        ("Lhxh adeias", "permit_until"),
        ("ΑΦΜ", "afm"),
        ("Kinhto", "phone"),
        ("Thlefwno", "phone"),
        ("Tilefono", "phone"),
        ("Kentro", "centre"),
    ],
)
def test_names_of_columns_are_known_in_greek_greeklish_and_english(name: str, field: str) -> None:
    assert list(recognise([name], FIELDS).places) == [field]


def test_no_name_of_a_column_means_two_things() -> None:
    names = [(name_key(name), field) for field, known in FIELDS.items() for name in (field, *known)]
    assert len(dict(names)) == len(set(names))
    assert FIELDS.keys() == MEMBER_FIELDS.keys()


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_words_of_our_own_pages_are_read_back(app: Flask, language: str) -> None:
    with app.test_request_context(), speaking(language):
        shown = {
            words.sex: {str(SEX_WORDS[each]): str(each) for each in Sex},
            words.relation: {str(RELATION_WORDS[each]): str(each) for each in Relation},
            words.protection_status: {str(PROTECTION_WORDS[each]): str(each) for each in ProtectionStatus},
            words.language: {language_name(code): code for code in CODES},
        }
    for reader, said in shown.items():
        assert {word: reader(word) for word in said} == said


@pytest.mark.parametrize(
    ("written", "born"),
    [
        ("04/05/1985", date(1985, 5, 4)),
        ("4.5.85", date(1985, 5, 4)),
        ("1985-05-04", date(1985, 5, 4)),
        ("04-05-1985", date(1985, 5, 4)),
        ("23.11.26", date(2026, 11, 23)),
        ("24.11.26", date(1926, 11, 24)),
        ("3 Μαΐου 1992", date(1992, 5, 3)),
        ("3-Μαΐ-92", date(1992, 5, 3)),
        ("29/02/00", date(2000, 2, 29)),
    ],
)
def test_days_of_birth_are_read_in_every_form_and_lie_in_the_past(written: str, born: date) -> None:
    assert [row.born_on for row in read(f"{HEADER}\n17;Samir Haddad;{written}\n").good] == [born]


@pytest.mark.parametrize(
    ("column", "cell", "value"),
    [
        ("sex", "Θήλυ", "female"),
        ("sex", "Θ", "female"),
        ("sex", "ΑΡΡΕΝ", "male"),
        ("sex", "gynaika", "female"),
        ("sex", "M", "male"),
        ("relation", "Σύζυγος", "partner"),
        ("relation", "syzygos", "partner"),
        ("relation", "γιός", "child"),
        ("relation", "kori", "child"),
        ("relation", "Πεθερά", "other-relative"),
        ("relation", "Head of household", "applicant"),
        ("protection_status", "ΑΝΑΓΝΩΡΙΣΜΕΝΟΣ ΠΡΟΣΦΥΓΑΣ", "refugee"),
        ("protection_status", "epikouriki prostasia", "subsidiary"),
        ("nationality", "Συρία", "SY"),
        ("nationality", "syrian", "SY"),
        ("nationality", "Αφγανή", "AF"),
        ("nationality", "AF", "AF"),
        ("nationality", "Κονγκό - Κινσάσα", "CD"),
        ("languages", "Αραβικά/κουρδικά", ("ar", "ku")),
        ("languages", "Farsi και agglika", ("fa", "en")),
        ("languages", "العربية", ("ar",)),
        ("interpreter", "Νταρί", "fa"),
        ("interpreter", "όχι", None),
        ("phone", "0030 697 1234567", "+306971234567"),
        ("afm", "EL123456783", AFM),
        ("afm", "ΑΦΜ: 123456783", AFM),
        ("afm", "δεν έχει", None),
        ("amka", "Εκκρεμεί", None),
        ("afm", "Α.Φ.Μ. 123456783", AFM),
    ],
)
def test_words_and_numbers_are_read_as_people_write_them(column: str, cell: str, value: object) -> None:
    [row] = read_cell(column, cell).good
    assert getattr(row, {"interpreter": "interpreter_language"}.get(column, column)) == value


@pytest.mark.parametrize(
    ("column", "cell", "code"),
    [
        ("afm", "123456789", "not-an-afm"),
        ("amka", "01019012345", "not-an-amka"),
        ("paaypa", "123", "not-a-paaypa"),
        ("sex", "maybe", "not-a-known-word"),
        ("relation", "cousin's friend", "not-a-known-word"),
        ("nationality", "Atlantis", "not-a-known-word"),
        ("permit", "<script>", "not-a-number-of-a-paper"),
        ("phone", "12", "not-a-phone"),
        ("interpreter_language", "yes", "required"),
        ("joined_on", "03/05/1985", "before-start"),
        ("left_on", "04/05/1985", "before-start"),
    ],
)
def test_a_cell_that_cannot_be_taken_is_told_by_its_field(column: str, cell: str, code: str) -> None:
    file = read_cell(column, cell)
    found = {"joined_on": "joined_on", "left_on": "left_on"}.get(column, column)
    assert (faults(file), file.good) == ([(2, found, code)], ())


def test_surname_and_given_name_make_a_name() -> None:
    file = read("Νοικοκυριό;Επώνυμο;Όνομα;Ημ. γέννησης\n17;Χαντάντ;Σαμίρ;04/05/1985\n17;;Αμάλ;04/05/1987\n")
    assert [(row.name, row.named_in) for row in file.good] == [("Σαμίρ Χαντάντ", "surname"), ("Αμάλ", "given_name")]
