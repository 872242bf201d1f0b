"""A table of people is read as households."""

from datetime import date

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from core.i18n import speaking
from core.importing.columns import known_names, recognise
from core.importing.reader import read_table
from core.importing.words import name_key
from people.import_words import MEMBER_FIELDS
from people.importing import words
from people.importing.columns import FIELDS
from people.importing.households import read_households
from people.importing.member import MemberRow
from people.language_codes import CODES
from people.languages import language_name
from people.models import ProtectionStatus, Relation, Sex
from people.words import PROTECTION_WORDS, RELATION_WORDS, SEX_WORDS

ON = date(2026, 11, 23)
HEADER = "Αρ. νοικοκυριού;Ονοματεπώνυμο;Ημ/νία γέννησης"
AFM = "123456783"


def read(text: str, **how):
    return read_households(read_table("a.csv", text.encode(), known_names(FIELDS)), "register", on=ON, **how)


def read_cell(name: str, cell: str):
    """What the row says in one further column."""
    return read(f"{HEADER};{name}\n17;Samir Haddad;04/05/1985;{cell}\n")


def faults(file) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.field, fault.code) for fault in file.rejected]


def doubts(file) -> list[tuple[int, str, str]]:
    return [(doubt.row, doubt.field, doubt.code) for doubt in file.warnings]


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


@pytest.mark.parametrize(
    ("row", "fault"),
    [
        (";Samir Haddad;04/05/1985", ("number", "required")),
        ("17;;04/05/1985", ("name", "required")),
        ("17;Samir Haddad;", ("born_on", "required")),
        ("17;Samir Haddad;1985", ("born_on", "not-a-day")),
        ("17;Samir Haddad;04/05/2027", ("born_on", "in-the-future")),
        ("17;Samir Haddad;04/05/1885", ("born_on", "too-long-ago")),
    ],
)
def test_a_person_without_number_name_or_day_of_birth_is_not_taken(row: str, fault: tuple[str, str]) -> None:
    assert faults(read(f"{HEADER}\n{row}\n")) == [(2, *fault)]


@pytest.mark.parametrize("missing", [0, 1, 2])
def test_without_the_columns_that_make_a_household_nothing_is_read(missing: int) -> None:
    header = ";".join(name for place, name in enumerate(HEADER.split(";")) if place != missing)
    with pytest.raises(Refused, match="No column is named"):
        read(f"{header};Φύλο\na;b;c\n")


def test_surname_and_given_name_make_a_name() -> None:
    file = read("Νοικοκυριό;Επώνυμο;Όνομα;Ημ. γέννησης\n17;Χαντάντ;Σαμίρ;04/05/1985\n17;;Αμάλ;04/05/1987\n")
    assert [(row.name, row.named_in) for row in file.good] == [("Σαμίρ Χαντάντ", "surname"), ("Αμάλ", "given_name")]


def test_a_household_waits_as_a_whole_for_its_row_with_a_fault() -> None:
    file = read(f"{HEADER}\n17;Samir;04/05/1985\n18;Olena;03/02/1990\n17;Omar;never\n17;Amal;04/05/1988\n")
    waits = "waits-for-another-row"
    assert faults(file) == [(2, "", waits), (4, "born_on", "not-a-day"), (5, "", waits)]
    assert [row.row for row in file.good] == [3]


@pytest.mark.parametrize(
    ("second", "column", "first_cell", "second_cell", "code"),
    [
        ("Omar;04/05/2010", "relation", "applicant", "αιτών", "two-applicants"),
        ("Omar;04/05/2010", "afm", AFM, AFM, "number-of-another"),
        ("Omar;04/05/2010", "centre", "heraklion", "chania", "otherwise"),
        ("Omar;04/05/2010", "name of the household", "Haddad", "Hadad", "otherwise"),
    ],
)
def test_rows_of_a_household_contradict_one_another_in_nothing(
    second: str, column: str, first_cell: str, second_cell: str, code: str
) -> None:
    file = read(f"{HEADER};{column}\n17;Samir;04/05/1985;{first_cell}\n17;{second};{second_cell}\n")
    assert [(row, found) for row, _, found in faults(file)] == [(2, "waits-for-another-row"), (3, code)]


@pytest.mark.parametrize(
    ("row", "repeats", "taken"),
    [
        ("17;SAMIR HADDAD;4.5.1985;", True, 1),
        (f"17;Samir Haddad;04/05/1985;{AFM}", False, 2),
        ("18;Samir Haddad;04/05/1985;", False, 2),
    ],
)
def test_a_row_that_says_nothing_more_is_a_repeat(row: str, repeats: bool, taken: int) -> None:
    file = read(f"{HEADER};ΑΦΜ\n17;Samir Haddad;04/05/1985;\n{row}\n")
    assert ([(each.row, each.of) for each in file.duplicates] == [(3, 2)]) is repeats
    assert len(file.good) == taken


@pytest.mark.parametrize(
    ("other", "asks"),
    [
        ("18;Haddad Samir;04/05/1985", True),
        ("18;Σαμίρ Χαντάντ;04/05/1985", True),
        ("18;سمير حداد;04/05/1985", True),
        ("18;Samir Haddad;05/04/1985", True),
        ("18;Samir Haddad;04/05/1958", False),
        ("18;Omar Haddad;04/05/1985", False),
        ("17;Σαμίρ Χαντάντ;04/05/1985", True),
    ],
)
def test_one_person_in_two_rows_is_asked_about_in_all_scripts(other: str, asks: bool) -> None:
    file = read(f"{HEADER}\n17;Samir Haddad;04/05/1985\n{other}\n")
    assert ((3, "name", "same-person") in doubts(file)) is asks


def test_a_household_without_anybody_of_age_is_asked_about() -> None:
    assert doubts(read(f"{HEADER}\n17;Omar;04/05/2010\n")) == [(2, "born_on", "no-adult")]
    assert doubts(read(f"{HEADER}\n17;Omar;23/11/2008\n")) == []


def test_languages_that_nobody_knows_and_days_of_no_permit_are_said_to_be_left_out() -> None:
    file = read(f"{HEADER};languages;permit expiry\n17;Samir;04/05/1985;Arabic, Klingon;31/12/2027\n")
    assert doubts(file) == [(2, "languages", "unknown-language"), (2, "permit_until", "no-number")]
    assert file.good[0].languages == ("ar",)


@given(st.lists(st.tuples(st.integers(1, 4), st.sampled_from(["04/05/1985", "never", ""])), min_size=1, max_size=12))
def test_a_household_is_good_as_a_whole_or_not_at_all(people: list[tuple[int, str]]) -> None:
    lines = "".join(f"{number};Person {chr(65 + place)};{day}\n" for place, (number, day) in enumerate(people))
    file = read(f"{HEADER}\n{lines}")
    at_fault = {str(number) for number, day in people if day != "04/05/1985"}
    assert {row.number for row in file.good} == {str(number) for number, _ in people} - at_fault
    assert len(file.good) + len({fault.row for fault in file.rejected}) == len(people)


def test_a_row_without_a_number_is_offered_that_of_the_row_above() -> None:
    file = read(f"{HEADER}\n;Omar;04/05/1990\n17;Samir;04/05/1985\n;Amal;12/03/1988\n;Omar;01/09/2015\n")
    assert [(fault.row, fault.field, fault.better) for fault in file.rejected] == [
        (2, "number", ""), (4, "number", "17"), (5, "number", "17"),
    ]  # fmt: skip


@pytest.mark.parametrize("written", ["1985", "00/00/1985", "xx.xx.1985"])
def test_of_a_year_of_birth_alone_its_first_day_is_offered(written: str) -> None:
    [fault] = read(f"{HEADER}\n17;Samir Haddad;{written}\n").rejected
    assert (fault.field, fault.code, fault.better) == ("born_on", "not-a-day", "01/01/1985")


def test_what_was_put_right_counts_before_what_the_file_says() -> None:
    file = read(f"{HEADER}\n17;Samir;nothing\n", fixes={2: {"born_on": "04/05/1985", "sex": "male"}})
    assert (file.good[0].born_on, file.good[0].sex) == (date(1985, 5, 4), "male")
