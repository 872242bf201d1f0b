"""A table of leases that run is read."""

import re
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from core.importing.columns import known_names
from core.importing.reader import read_table
from housing.importing.advert import AdvertRow
from housing.importing.landlords import LandlordRow
from housing.importing.lease import LeaseRow
from housing.importing.lease_columns import FIELDS
from housing.importing.leases import read_leases

ON = date(2026, 11, 23)
AFM, OTHER_AFM, IBAN = "094429812", "123456783", "GR1601101250000000012300695"
PLAIN = {
    "number": "17", "address": "Εφέσου 7", "landlord_name": "Λυδάκη", "landlord_phone": "2810000001",
    "starts_on": "01/09/2025", "last_day": "31/08/2028", "monthly_rent": "450",
}  # fmt: skip


def read_text(text: str, **how):
    return read_leases(read_table("a.csv", text.encode(), known_names(FIELDS)), "register", on=ON, **how)


def read(*rows: dict[str, str]):
    """Rows that say otherwise than PLAIN what is given."""
    whole = [PLAIN | row for row in rows]
    header = list(dict.fromkeys(name for row in whole for name in row))
    lines = [header, *([row.get(name, "") for name in header] for row in whole)]
    return read_text("\n".join(";".join(line) for line in lines) + "\n")


def faults(file) -> list[tuple[int, str, str]]:
    return [(fault.row, fault.field, fault.code) for fault in file.rejected]


def doubts(file) -> list[tuple[str, str]]:
    return [(doubt.field, doubt.code) for doubt in file.warnings]


def test_a_lease_for_ever_is_asked_for_the_day_that_its_paper_names() -> None:
    assert faults(read({"last_day": "31/12/9999"})) == [(2, "last_day", "too-far-away")]


def test_every_column_of_a_lease_is_read() -> None:
    [lease] = read_text(
        "household number;number here;tenant;tenant afm;title;address;neighbourhood;municipality;zip;lat;lon;m2;"
        "bedrooms;floor;atak;electricity supply number;landlord;landlord afm;landlord phone;landlord e-mail;"
        "landlord iban;signed on;start;end;rent;common charges;rent covers;deposit;declaration number;declared on;"
        "accepted on\n"
        f"17;n-0001;Samir Haddad;{OTHER_AFM};A flat;Εφέσου 7;Πόρος;Ηράκλειο;713 05;35,33;25,14;82 τ.μ.;2;3ος;"
        f"12345678901;1 23456789;Λυδάκη ΑΕ;{AFM};2810 000001;lydaki@example.org;{IBAN};20.8.25;01/09/2025;2028-08-31;"
        "1.450,50 €;25;όχι;900;5551234;05/09/2025;12/9/2025\n"
    ).good
    assert lease == LeaseRow(
        row=2,
        read_on=ON,
        number="17",
        reference="N-0001",
        tenant_name="Samir Haddad",
        tenant_afm=OTHER_AFM,
        flat=AdvertRow(
            row=2, source="register", title="A flat", address="Εφέσου 7", area="Πόρος", city="Ηράκλειο",
            postal_code="71305", latitude=35.33, longitude=25.14, size_m2=82, bedrooms=2, floor=3, atak="12345678901",
            electricity_supply_number="123456789", monthly_rent=Decimal("1450.50"), common_charges=Decimal("25"),
            rent_covers=lease.flat.rent_covers, deposit=Decimal("900"),
        ),
        landlord=LandlordRow(
            row=2, name="Λυδάκη ΑΕ", phone="+302810000001", email="lydaki@example.org", afm=AFM, iban=IBAN
        ),
        signed_on=date(2025, 8, 20),
        starts_on=date(2025, 9, 1),
        agreed_ends_on=date(2028, 9, 1),
        declaration_number="5551234",
        declared_on=date(2025, 9, 5),
        accepted_on=date(2025, 9, 12),
    )  # fmt: skip
    assert lease.flat.rent_covers == "rent"


@pytest.mark.parametrize(
    ("said", "field", "code"),
    [
        ({"number": ""}, "number", "required"),
        ({"address": ""}, "address", "nothing-identifies"),
        ({"landlord_name": ""}, "landlord_name", "required"),
        ({"landlord_phone": ""}, "landlord_afm", "nothing-identifies"),
        ({"landlord_phone": "281000"}, "landlord_phone", "not-a-phone"),
        ({"landlord_afm": "123456789"}, "landlord_afm", "not-an-afm"),
        ({"landlord_afm": AFM, "tenant_afm": AFM}, "landlord_afm", "number-of-tenant"),
        ({"landlord_iban": "GR16"}, "landlord_iban", "not-an-iban"),
        ({"monthly_rent": ""}, "monthly_rent", "required"),
        ({"monthly_rent": "0"}, "monthly_rent", "not-above-zero"),
        ({"monthly_rent": "some"}, "monthly_rent", "not-an-amount"),
        ({"starts_on": ""}, "starts_on", "required"),
        ({"starts_on": "31/02/2026"}, "starts_on", "not-a-day"),
        ({"starts_on": "24/11/2026"}, "starts_on", "not-begun"),
        ({"last_day": ""}, "last_day", "required"),
        ({"last_day": "01/09/2025"}, "last_day", "before-start"),
        ({"starts_on": "24/11/2022", "last_day": "23/11/2023"}, "last_day", "ended"),
        ({"starts_on": "01/01/2020", "last_day": "22/11/2026"}, "last_day", "ended"),
        ({"signed_on": "24/11/2026"}, "signed_on", "in-the-future"),
        ({"signed_on": "01/09/2026", "last_day": "01/08/2026"}, "signed_on", "after-end"),
        ({"declaration_number": "7"}, "declared_on", "required"),
        ({"declaration_number": "ναι"}, "declaration_number", "not-a-number"),
        ({"declaration_number": "31/09/2025"}, "declaration_number", "not-a-day"),
        ({"declaration_number": "24/11/2026"}, "declaration_number", "in-the-future"),
        ({"accepted_on": "05/09/2025"}, "declared_on", "required"),
        (
            {"declaration_number": "7", "declared_on": "05/09/2025", "signed_on": "06/09/2025"},
            "declared_on", "before-start",
        ),
        (
            {"declaration_number": "7", "declared_on": "05/09/2025", "accepted_on": "04/09/2025"},
            "accepted_on", "before-start",
        ),
    ],
)  # fmt: skip
def test_a_row_that_is_no_lease_that_runs_is_told_by_its_column(said: dict[str, str], field: str, code: str) -> None:
    assert faults(read(said)) == [(2, field, code)]


@pytest.mark.parametrize(
    ("said", "last_day_by_law"),
    [
        ({"starts_on": "23/11/2026", "last_day": "24/11/2026"}, date(2029, 11, 23)),  # begins today
        ({"starts_on": "24/11/2023", "last_day": "23/11/2024"}, date(2026, 11, 24)),  # runs until tonight by law
        ({"starts_on": "01/01/2020", "last_day": "23/11/2026"}, date(2026, 11, 24)),  # and on paper
    ],
)
def test_a_lease_runs_from_its_first_day_to_the_last_that_the_law_gives(
    said: dict[str, str], last_day_by_law: date
) -> None:
    [lease] = read(said).good
    assert lease.statutory_ends_on == last_day_by_law


@pytest.mark.parametrize(
    ("said", "signed_on"),
    [
        ({}, date(2025, 9, 1)),
        ({"signed_on": "20/08/2025"}, date(2025, 8, 20)),
        ({"declaration_number": "7", "declared_on": "25/08/2025"}, date(2025, 8, 25)),
        ({"declaration_number": "7", "declared_on": "25/09/2025"}, date(2025, 9, 1)),
    ],
)
def test_without_its_day_a_lease_is_signed_when_it_begins_or_is_declared(said: dict[str, str], signed_on: date) -> None:
    [lease] = read(said).good
    assert lease.signed_at_latest == signed_on


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ({"last_day": "31/08/2206"}, [("last_day", "long-term")]),
        ({"monthly_rent": "4.5"}, [("monthly_rent", "unlikely-rent")]),
        ({"latitude": "25,14", "longitude": "35,33"}, [("latitude", "outside-region")]),
        ({"atak": "123"}, [("atak", "kept-as-text")]),
        ({"last_day": "31/08/2037"}, []),
    ],
)
def test_what_is_possible_and_seldom_so_is_asked_about(said: dict[str, str], expected: list) -> None:
    assert doubts(read(said)) == expected


@pytest.mark.parametrize(
    ("said", "number", "declared_on"),
    [
        ({"declaration_number": "05/09/2025"}, None, date(2025, 9, 5)),
        ({"declaration_number": "2025-09-05"}, None, date(2025, 9, 5)),
        ({"declaration_number": "5.9.25", "accepted_on": "06/09/2025"}, None, date(2025, 9, 5)),
        ({"declaration_number": "20250905", "declared_on": "06/09/2025"}, "20250905", date(2025, 9, 6)),
        ({"declaration_number": "05/09/2025", "declared_on": "06/09/2025"}, None, date(2025, 9, 6)),
        ({"declared_on": "06/09/2025"}, None, date(2025, 9, 6)),
    ],
)
def test_a_day_below_the_name_of_the_declaration_is_its_day(
    said: dict[str, str], number: str | None, declared_on: date
) -> None:
    [lease] = read(said).good
    assert (lease.declaration_number, lease.declared_on) == (number, declared_on)


def test_a_street_and_its_number_are_one_address() -> None:
    assert read({"address": "Εφέσου", "street_number": "7Α"}).good[0].flat.address == "Εφέσου 7Α"
    assert read({"address": "", "street_number": "7", "city": "Ηράκλειο"}).good[0].flat.address is None


def test_a_name_in_two_columns_is_one() -> None:
    names = {"landlord_name": "Μαρία", "landlord_surname": "Λυδάκη", "tenant_surname": "Haddad"}
    [lease] = read(names).good
    assert (lease.landlord.name, lease.tenant_name) == ("Μαρία Λυδάκη", "Haddad")
    assert read({"landlord_name": "", "landlord_surname": "Λυδάκη"}).good[0].landlord.name == "Λυδάκη"


@pytest.mark.parametrize(
    ("deposit", "better"),
    [("2 ενοίκια", "900,00"), ("Ένα μίσθωμα", "450,00"), ("2 μηνιαία μισθώματα", "900,00"), ("ναι", "")],
)
def test_a_deposit_of_so_many_rents_is_reckoned_and_offered(deposit: str, better: str) -> None:
    assert [(fault.field, fault.better) for fault in read({"deposit": deposit}).rejected] == [("deposit", better)]


def test_rows_that_say_the_very_same_count_once() -> None:
    file = read({}, {}, {"monthly_rent": "460"})
    assert ([lease.row for lease in file.good], [each.of for each in file.duplicates]) == ([2, 4], [2])


@pytest.mark.parametrize("missing", ["number", "starts_on", "last_day", "monthly_rent"])
def test_without_the_columns_that_make_a_lease_nothing_is_read(missing: str) -> None:
    header = [name for name in PLAIN if name != missing]
    with pytest.raises(Refused, match="No column is named"):
        read_text(";".join(header) + "\n" + ";".join(PLAIN[name] for name in header) + "\n")


def test_what_was_put_right_counts_before_what_the_file_says() -> None:
    table = read_table("a.csv", (";".join(PLAIN) + "\n" + ";".join(PLAIN.values()) + "\n").encode())
    [lease] = read_leases(table, "register", fixes={2: {"monthly_rent": "500", "reference": "n-0007"}}, on=ON).good
    assert (lease.flat.monthly_rent, lease.reference) == (Decimal("500"), "N-0007")


@given(st.lists(st.text(max_size=20), min_size=7, max_size=7))
def test_whatever_stands_in_a_row_is_read_or_told(cells: list[str]) -> None:
    row = dict(
        zip(PLAIN, (re.sub(r"[\r\n]", " ", cell).replace(";", ",").replace('"', "'") for cell in cells), strict=True)
    )
    try:
        file = read(row | {"deposit": "1"})
    except Refused:
        return
    assert {lease.row for lease in file.good} | {fault.row for fault in file.rejected} <= {2}
