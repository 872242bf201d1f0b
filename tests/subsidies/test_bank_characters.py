"""What of a name or a text reaches the bank."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.errors import Refused
from subsidies.bank.characters import bank_name, bank_reference, bank_text

HOSTILE = "</script><img src=x onerror=alert(1)>${alert(1)}"


@pytest.mark.parametrize(
    ("name", "written"),
    [
        pytest.param("Papadaki Maria", "Papadaki Maria", id="latin"),
        pytest.param("Παπαδάκη Μαρία", "Papadaki Maria", id="greek"),
        pytest.param("ΜΠΟΥΜΠΟΥΛΙΝΑ ΧΡΥΣΑ", "BOUMPOULINA CHRYSA", id="greek-capitals"),
        pytest.param("José Müller-Øster, Łódź", "Jose Muller-Oster, Lodz", id="latin-accents"),
        pytest.param("Weiß & Söhne", "Weiss + Sohne", id="sharp-s-and-ampersand"),
        pytest.param("D’Angelo «Σπίτι»", "D'Angelo 'Spiti'", id="quotation-marks"),
        pytest.param("Ένωση [Α_Β] {Γ}", "Enosi (A-V) (G)", id="brackets"),
        pytest.param("  Παπαδάκη \t\n Μαρία ", "Papadaki Maria", id="blanks"),
        pytest.param("Παπα\u200dδάκη\u200f", "Papadaki", id="invisible-marks"),
        pytest.param("//Α//Β/", "A/V", id="slashes"),
        pytest.param("\x00Άννα*", ".Anna.", id="signs-the-bank-does-not-take"),
        pytest.param(HOSTILE, "./script..img src.x onerror.alert(1)..(alert(1))", id="hostile"),
    ],
)
def test_a_name_comes_down_to_the_characters_of_the_bank(name: str, written: str) -> None:
    assert bank_name(name) == written


@pytest.mark.parametrize(
    "name",
    [
        pytest.param("محمد علي", id="arabic"),
        pytest.param("Ольга Іваненко", id="cyrillic"),
        pytest.param("Ali محمد", id="partly-arabic-would-be-another-name"),
        pytest.param("", id="empty"),
        pytest.param(" / ", id="blank"),
        pytest.param("123 !", id="no-letter"),
    ],
)
def test_a_name_that_latin_letters_cannot_say_is_refused(name: str) -> None:
    with pytest.raises(Refused, match="Latin letters only"):
        bank_name(name)


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("Ενοίκιο 11/2026", "Enoikio 11/2026", id="greek"),
        pytest.param("162,00 €", "162,00 EUR", id="euro"),
        pytest.param("Rent محمد 11", "Rent 11", id="other-scripts-leave-a-space"),
        pytest.param(HOSTILE, "./script..img src.x onerror.alert(1)..(alert(1))", id="hostile"),
    ],
)
def test_a_text_says_what_it_can(text: str, written: str) -> None:
    assert bank_text(text) == written


def test_a_text_of_which_nothing_is_left_is_refused() -> None:
    with pytest.raises(Refused, match="nothing is left of “محمد”"):
        bank_text("محمد")


@pytest.mark.parametrize(
    ("text", "written"),
    [
        pytest.param("a" * 70, "a" * 70, id="70"),
        pytest.param("a" * 71, "a" * 70, id="71"),
        pytest.param("Ψ" * 36, "PS" * 35, id="longer-in-latin"),
        pytest.param("a" * 69 + " b", "a" * 69, id="no-blank-at-the-cut"),
        pytest.param("a" * 69 + "/b", "a" * 69, id="no-slash-at-the-cut"),
    ],
)
def test_names_are_cut_at_70(text: str, written: str) -> None:
    assert bank_name(text) == written


@pytest.mark.parametrize("text", ["A", "A" * 35, "STEGI-2026/11", "a.b:c(d)+e?f,g'h"])
def test_a_reference_goes_out_as_it_is(text: str) -> None:
    assert bank_reference(text) == text


@pytest.mark.parametrize("text", ["", "A" * 36, "/A", "A/", "A//B", "Α", "A B", "A\n", "A&B"])
def test_a_reference_that_would_come_back_changed_is_refused(text: str) -> None:
    with pytest.raises(Refused, match="no bank reference"):
        bank_reference(text)


@given(st.text())
def test_whatever_is_typed_only_the_characters_of_the_bank_go_out(text: str) -> None:
    try:
        written = bank_text(text)
    except Refused:
        return
    assert re.fullmatch(r"[a-zA-Z0-9/?:().,'+ -]{1,140}", written)
    assert "//" not in written
    assert written == written.strip(" /")
    assert bank_text(written) == written
