"""What is typed, and what is stored or said of it."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from core.phones import check_phone
from people.identifiers import IdentifierKind, check_afm, check_amka, check_iban, check_identifier, check_paaypa


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        pytest.param("GR1601101250000000012300695", "GR1601101250000000012300695", id="bare"),
        pytest.param(" gr16 0110 1250 0000 0001 2300 695 ", "GR1601101250000000012300695", id="as-printed"),
        pytest.param("GR16-0110-1250-0000-0001-2300-695", "GR1601101250000000012300695", id="hyphens"),
        pytest.param("DE89 3704 0044 0532 0130 00", "DE89370400440532013000", id="german"),
    ],
)
def test_an_iban_is_stored_bare(text: str, stored: str) -> None:
    assert check_iban(text) == stored


@pytest.mark.parametrize(
    ("text", "because"),
    [
        pytest.param("GR1601101250000000012300696", "no valid IBAN", id="one-digit-wrong"),
        pytest.param("GR160110125000000001230069", "has 27 characters; this one has 26", id="short"),
        pytest.param("GR16011012500000000123006955", "has 27 characters; this one has 28", id="long"),
        pytest.param("DE8937040044053201300", "no valid IBAN", id="german-short"),
        pytest.param("XX89370400440532013000", "no valid IBAN", id="no-such-country"),
        pytest.param("0110 1250 0000 0001 2300 695", "no valid IBAN", id="old-account-number"),
        pytest.param("", "no valid IBAN", id="empty"),
    ],
)
def test_a_wrong_iban_is_refused_with_what_is_wrong(text: str, because: str) -> None:
    with pytest.raises(Refused, match=because):
        check_iban(text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        pytest.param("094429812", "094429812", id="nine-digits"),
        pytest.param(" 090 000 045 ", "090000045", id="blanks"),
        pytest.param("EL094429812", "094429812", id="EL"),
        pytest.param("el 094429812", "094429812", id="el"),
        pytest.param("GR094429812", "094429812", id="GR"),
        pytest.param("94429812", "094429812", id="eight-old-digits"),
    ],
)
def test_an_afm_is_stored_as_nine_digits(text: str, stored: str) -> None:
    assert check_afm(text) == stored


@pytest.mark.parametrize(
    ("text", "because"),
    [
        pytest.param("000000000", "belongs to nobody", id="zeros"),
        pytest.param("EL 000000000", "belongs to nobody", id="EL-zeros"),
        pytest.param("00000000", "belongs to nobody", id="eight-zeros"),
        pytest.param("123456789", "no valid AFM", id="check-digit"),
        pytest.param("987654321", "no valid AFM", id="check-digit-again"),
        pytest.param("0944298120", "no valid AFM", id="ten-digits"),
        pytest.param("09442981A", "no valid AFM", id="a-letter"),
        pytest.param("٠٩٤٤٢٩٨١٢", "no valid AFM", id="arabic-digits"),
        pytest.param("", "no valid AFM", id="empty"),
    ],
)
def test_a_wrong_afm_is_refused(text: str, because: str) -> None:
    with pytest.raises(Refused, match=because):
        check_afm(text)


@pytest.mark.parametrize(
    ("text", "stored"),
    [
        pytest.param("6941234567", "+306941234567", id="mobile"),
        pytest.param("694 123-4567", "+306941234567", id="blanks-and-hyphens"),
        pytest.param("2810 123456", "+302810123456", id="heraklion"),
        pytest.param("28210 12345", "+302821012345", id="chania"),
        pytest.param("+30 694 123 4567", "+306941234567", id="country-code"),
        pytest.param("0030 694 123 4567", "+306941234567", id="double-zero"),
        pytest.param("τηλ. 6941234567", "+306941234567", id="with-a-word"),
        pytest.param("+380 44 123 4567", "+380441234567", id="ukrainian"),
        pytest.param("+49 30 901820", "+4930901820", id="german"),
    ],
)
def test_a_phone_number_is_stored_in_international_form(text: str, stored: str) -> None:
    assert check_phone(text) == stored


@pytest.mark.parametrize(
    ("text", "because"),
    [
        pytest.param("694123456", "has 10 digits; this one has 9", id="nine-digits"),
        pytest.param("+30 2810 12345", "has 10 digits; this one has 9", id="nine-with-country-code"),
        pytest.param("69412345678", "has 10 digits; this one has 11", id="eleven-digits"),
        pytest.param("1234567890", "no such phone number", id="no-greek-number-begins-so"),
        pytest.param("+49 30", "no such phone number", id="german-short"),
        pytest.param("no phone", "Enter a phone number", id="words"),
        pytest.param("", "Enter a phone number", id="empty"),
    ],
)
def test_a_wrong_phone_number_is_refused_with_what_is_wrong(text: str, because: str) -> None:
    with pytest.raises(Refused, match=because):
        check_phone(text)


@pytest.mark.parametrize("check", [check_iban, check_afm, check_amka, check_paaypa, check_phone])
def test_a_refusal_names_the_field(check) -> None:
    with pytest.raises(Refused) as refusal:
        check("?", field="landlord_number")
    assert refusal.value.field == "landlord_number"


@pytest.mark.parametrize(
    ("check", "form"),
    [(check_iban, "[A-Z]{2}[0-9]{2}[A-Z0-9]{1,30}"), (check_afm, "[0-9]{9}"), (check_phone, r"\+[0-9]{4,15}")],
)
@given(text=st.text() | st.text(alphabet="GREL+0123456789 -"))
def test_whatever_is_typed_is_stored_in_one_form_or_refused(check, form: str, text: str) -> None:
    try:
        stored = check(text)
    except Refused:
        return
    assert re.fullmatch(form, stored)
    assert check(stored) == stored


@pytest.mark.parametrize(
    ("kind", "text", "stored"),
    [
        pytest.param("afm", " EL 094429812 ", "094429812", id="tax-number"),
        pytest.param("amka", "010130 99997", "01013099997", id="insurance-number"),
        pytest.param("paaypa", "123 456 789 01", "12345678901", id="health-care-number"),
        pytest.param("permit", " α 1234567 ", "Α 1234567", id="permit-in-capitals"),
        pytest.param("case", "41-3100/2024", "41-3100/2024", id="case-number"),
        pytest.param("passport", "n0012345x", "N0012345X", id="passport"),
        pytest.param("iban", "gr16 0110 1250 0000 0001 2300 695", "GR1601101250000000012300695", id="account"),
    ],
)
def test_a_number_is_stored_in_the_one_form_of_its_kind(kind: str, text: str, stored: str) -> None:
    assert check_identifier(IdentifierKind(kind), text) == stored


@pytest.mark.parametrize(
    ("kind", "text", "because"),
    [
        pytest.param("afm", "000000000", "belongs to nobody", id="tax-number-of-zeros"),
        pytest.param("afm", "987654321", "no valid AFM", id="tax-number-with-a-slip"),
        pytest.param("amka", "00000000000", "no valid AMKA", id="insurance-number-of-zeros"),
        pytest.param("amka", "01013099999", "no valid AMKA", id="insurance-number-with-a-slip"),
        pytest.param("amka", "32013099990", "no valid AMKA", id="no-such-birthday"),
        pytest.param("paaypa", "1234567890", "has 11 digits", id="health-care-number-too-short"),
        pytest.param("paaypa", "00000000000", "has 11 digits", id="health-care-number-of-zeros"),
        pytest.param("paaypa", "١٢٣٤٥٦٧٨٩٠١", "has 11 digits", id="arabic-digits"),
        pytest.param("permit", "1" * 31, "at most 30", id="permit-too-long"),
        pytest.param("permit", "<b>1</b>", "letters and digits", id="permit-with-other-signs"),
        pytest.param("case", "", "letters and digits", id="no-case-number"),
    ],
)
def test_a_wrong_number_is_refused_beside_its_field(kind: str, text: str, because: str) -> None:
    with pytest.raises(Refused, match=because) as refusal:
        check_identifier(IdentifierKind(kind), text)
    assert refusal.value.field == "value"
