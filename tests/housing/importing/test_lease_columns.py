"""The names of the columns of leases."""

from random import Random

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st

from core.i18n import speaking
from core.importing.columns import fields_of, recognise
from core.importing.words import name_key
from housing.importing.lease_columns import FIELDS
from housing.importing.unsaid_columns import unsaid_columns
from housing.words.imports import LEASE_FIELDS
from tests.support.greeklish import greeklish, without_accents


@pytest.mark.parametrize(
    ("name", "field"),
    [
        ("Αριθμός νοικοκυριού", "number"), ("ΑΡ. ΝΟΙΚΟΚΥΡΙΟΥ", "number"), ("family id", "number"),
        ("arithmos noikokyriou", "number"), ("Αριθμός εδώ", "reference"), ("Μισθωτής", "tenant_name"),
        ("misthotis", "tenant_name"), ("ΑΦΜ μισθωτή", "tenant_afm"), ("AFM misthwth", "tenant_afm"),
        ("Διεύθυνση", "address"), ("dieuthynsh", "address"), ("Δήμος", "city"), ("Εμβαδόν (τ.μ.)", "size_m2"),
        ("ypnodomatia", "bedrooms"), ("ΑΤΑΚ", "atak"), ("Αρ. παροχής ΔΕΗ", "electricity_supply_number"),
        ("Ιδιοκτήτης", "landlord_name"), ("idioktitis", "landlord_name"), ("Εκμισθωτής", "landlord_name"),
        ("ΑΦΜ ΙΔΙΟΚΤΗΤΗ", "landlord_afm"), ("afm ekmisthoti", "landlord_afm"), ("Lessor AFM", "landlord_afm"),
        ("Τηλ. ιδιοκτήτη", "landlord_phone"), ("til. idioktiti", "landlord_phone"), ("IBAN", "landlord_iban"),
        ("Ημ/νία υπογραφής", "signed_on"), ("hmerominia ypografhs", "signed_on"), ("Έναρξη", "starts_on"),
        ("enarksi misthosis", "starts_on"), ("Από", "starts_on"), ("From", "starts_on"),
        ("Λήξη μίσθωσης", "last_day"), ("lixi", "last_day"), ("lhxh", "last_day"), ("Until", "last_day"),
        ("Μηνιαίο μίσθωμα (€)", "monthly_rent"), ("misthoma", "monthly_rent"), ("enoikio", "monthly_rent"),
        ("Κοινόχρηστα", "common_charges"), ("koinoxrhsta", "common_charges"), ("Εγγύηση", "deposit"),
        ("eggyhsh", "deposit"), ("Αρ. δήλωσης ΑΑΔΕ", "declaration_number"), ("ar. dilosis", "declaration_number"),
        ("Ημερομηνία δήλωσης", "declared_on"), ("imerominia dilosis", "declared_on"),
        ("Ημ/νία αποδοχής", "accepted_on"), ("Αποδοχή ΑΑΔΕ", "accepted_on"), ("Δήλωση ΑΑΔΕ", "declaration_number"),
        ("apodoxh", "accepted_on"), ("ΑΦΜ", None), ("Τηλέφωνο", None),
        ("Ημ/νία έναρξης μισθωτηρίου", "starts_on"), ("ΗΜΕΡ. ΛΗΞΗΣ ΣΥΜΒΟΛΑΙΟΥ", "last_day"),
        ("Λήξη μισθωτηρίου", "last_day"), ("Ποσό μισθώματος", "monthly_rent"), ("Κωδ. νοικοκυριού", "number"),
        ("Εκμισθωτής ΑΦΜ", "landlord_afm"), ("Επώνυμο ιδιοκτήτη", "landlord_surname"),
        ("Επώνυμο μισθωτή", "tenant_surname"), ("Αριθμός υποβολής ΑΑΔΕ", "declaration_number"),
    ],
)  # fmt: skip
def test_names_of_columns_are_known_in_greek_greeklish_and_english(name: str, field: str | None) -> None:
    """A tax number and a telephone alone are nobody's: of a lease there are two."""
    assert list(recognise([name], FIELDS).places) == ([field] if field else [])


@pytest.mark.parametrize(
    ("header", "guesses"),
    [
        ("Μισθωτής;ΑΦΜ;Ιδιοκτήτης;ΑΦΜ;Τηλέφωνο", {1: "tenant_afm", 3: "landlord_afm", 4: "landlord_phone"}),
        ("Αρ. νοικοκυριού;Ονοματεπώνυμο;Τηλέφωνο;Διεύθυνση", {1: "tenant_name", 2: ""}),
        ("ΑΦΜ;e-mail;Εκμισθωτής", {0: "landlord_afm", 1: "landlord_email"}),
        ("Ιδιοκτήτης;ΑΦΜ ιδιοκτήτη;ΑΦΜ;ΑΦΜ", {2: "", 3: ""}),
        ("ΑΦΜ;Έναρξη", {0: ""}),
        ("Ιδιοκτήτης;ΑΦΜ ιδιοκτήτη;Παρατηρήσεις", {}),
        ("Οδός;Αριθμός;Πόλη;Αρ.", {1: "street_number"}),
        ("Οδός;Αρ. οδού;Αριθμός;Όροφος", {}),
    ],
)
def test_what_a_column_is_about_is_guessed_by_what_stands_before_it(header: str, guesses: dict[int, str]) -> None:
    names = header.split(";")
    assert unsaid_columns(names, fields_of(names, FIELDS)) == guesses


def test_no_name_of_a_column_means_two_things() -> None:
    names = [(name_key(name), field) for field, known in FIELDS.items() for name in (field, *known)]
    assert len(dict(names)) == len(set(names))
    assert FIELDS.keys() == LEASE_FIELDS.keys()


@pytest.mark.parametrize("language", ["el", "en"])
def test_the_names_on_our_own_pages_are_known(app: Flask, language: str) -> None:
    with app.test_request_context(), speaking(language):
        shown = {field: str(words) for field, words in LEASE_FIELDS.items()}
    known = {field: list(recognise([name], FIELDS).places) for field, name in shown.items()}
    assert known == {field: [field] for field in FIELDS}


@given(st.lists(st.sampled_from([name for names in FIELDS.values() for name in names]), max_size=8, unique=True))
def test_names_are_known_in_capitals_and_without_accents(names: list[str]) -> None:
    for name in names:
        assert recognise([without_accents(name).upper()], FIELDS).places == recognise([name], FIELDS).places != {}


def test_most_names_are_known_however_greek_is_written_in_latin_letters() -> None:
    """And none is taken for another. Short ones sound like too many others."""
    draw = Random(5)
    drawn = [(field, name) for field, names in FIELDS.items() for name in names if not name.isascii()]
    found = [(field, list(recognise([greeklish(draw, name)], FIELDS).places)) for field, name in drawn]
    assert [(field, places) for field, places in found if places not in ([field], [])] == []
    assert sum(places == [field] for field, places in found) >= 0.97 * len(found)


def test_a_name_that_only_sounds_like_a_column_takes_no_field_of_another() -> None:
    columns = recognise(["Διεύθυνση", "dieuthynsh", "misthvtis", "misthwths"], FIELDS)
    assert (dict(columns.places), columns.unknown) == ({"address": 0, "tenant_name": 3}, ("dieuthynsh", "misthvtis"))
