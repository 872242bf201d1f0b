"""Names and places as they stand in Greek passports and on road signs, and what must hold for every text."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.transliteration import to_latin

GREEK = "".join(chr(point) for point in range(0x386, 0x3CF) if chr(point).isalpha())
POLYTONIC = "".join(chr(point) for point in range(0x1F00, 0x1FFF) if chr(point).isalpha())


@pytest.mark.parametrize(
    ("greek", "latin"),
    [
        ("Παπαδάκη", "Papadaki"),
        ("Παπαδάκης Γεώργιος", "Papadakis Georgios"),
        ("Γιάννης", "Giannis"),
        ("Γκίκας", "Gkikas"),
        ("Χρύσα", "Chrysa"),
        ("Ψαραντώνης", "Psarantonis"),
        ("Θεοδωράκης", "Theodorakis"),
        ("Ξυλούρης", "Xylouris"),
        ("Ειρήνη", "Eirini"),
        ("Καζαντζάκης", "Kazantzakis"),
        ("Τζώρτζης", "Tzortzis"),
        ("Αϊβαλιώτης", "Aivaliotis"),
        ("Ηράκλειο", "Irakleio"),
        ("Χανιά", "Chania"),
        ("Ρέθυμνο", "Rethymno"),
        ("Άγιος Ευστράτιος", "Agios Efstratios"),
        ("Άγιος Νικόλαος", "Agios Nikolaos"),
        ("Ψυχικό", "Psychiko"),
        ("Πύργος", "Pyrgos"),
    ],
)
def test_names_and_places_are_written_as_in_passports(greek: str, latin: str) -> None:
    assert to_latin(greek) == latin


@pytest.mark.parametrize(
    ("greek", "latin"),
    [
        pytest.param("Ευάγγελος", "Evangelos", id="before-a-vowel"),
        pytest.param("Αυγή", "Avgi", id="before-a-voiced-consonant"),
        pytest.param("Παύλος", "Pavlos", id="accent-on-the-second-letter"),
        pytest.param("Αυτοκράτορας", "Aftokratoras", id="before-a-voiceless-consonant"),
        pytest.param("Ευφροσύνη", "Effrosyni", id="before-f"),
        pytest.param("Εύβοια", "Evvoia", id="before-v"),
        pytest.param("Λευκή", "Lefki", id="inside-a-word"),
        pytest.param("Ταυ", "Taf", id="at-the-end-of-a-word"),
        pytest.param("ταύ, τέλος", "taf, telos", id="before-a-comma"),
        pytest.param("εφηύρε", "efivre", id="iv"),
        pytest.param("ηύξησα", "ifxisa", id="if"),
        pytest.param("άυλος", "aylos", id="accent-on-the-first-letter-parts-them"),
        pytest.param("Άυλος", "Aylos", id="accent-on-the-first-capital-parts-them"),
        pytest.param("Ταΰγετος", "Taygetos", id="dialytika-with-accent-parts-them"),
        pytest.param("πραϋντικό", "prayntiko", id="dialytika-parts-them"),
        pytest.param("Ούρσουλα", "Oursoula", id="ou"),
        pytest.param("Μαΐου", "Maiou", id="ou-after-dialytika"),
        pytest.param("προϋπόθεση", "proypothesi", id="dialytika-parts-ou"),
        pytest.param("μπόυ", "boy", id="accent-parts-ou"),
        pytest.param("Μωυσής", "Moysis", id="omega-makes-no-ou"),
        pytest.param("μυστήριο", "mystirio", id="alone"),
    ],
)
def test_upsilon_follows_the_vowel_before_it(greek: str, latin: str) -> None:
    assert to_latin(greek) == latin


@pytest.mark.parametrize(
    ("greek", "latin"),
    [
        pytest.param("Μπουμπουλίνα", "Boumpoulina", id="start-and-inside"),
        pytest.param("Λάμπρος", "Lampros", id="after-an-accent-is-inside"),
        pytest.param("Ανδρέας Μπέης", "Andreas Beis", id="start-of-the-second-word"),
        pytest.param("Παπα-Μπάμπης", "Papa-Bampis", id="after-a-hyphen"),
        pytest.param("μπαμπ", "bab", id="end"),
        pytest.param("Κλαμπ.", "Klab.", id="end-before-a-point"),
        pytest.param("Άγγελος", "Angelos", id="gg"),
        pytest.param("Σφίγξ", "Sfinx", id="gx"),
        pytest.param("Άγχος", "Anchos", id="gch"),
        pytest.param("Αγκαλιά", "Agkalia", id="gk"),
        pytest.param("Ντίνος", "Ntinos", id="nt"),
    ],
)
def test_consonants_that_stand_together(greek: str, latin: str) -> None:
    assert to_latin(greek) == latin


@pytest.mark.parametrize(
    ("greek", "latin"),
    [
        pytest.param("ΨΑΡΡΑ", "PSARRA", id="capitals"),
        pytest.param("ΧΑΝΙΑ", "CHANIA", id="capitals-ch"),
        pytest.param("Χανιά", "Chania", id="title"),
        pytest.param("ΕΥΘΥΜΙΟΣ", "EFTHYMIOS", id="capitals-inside"),
        pytest.param("ΕΥΑΓΓΕΛΟΣ ΜΠΟΥΜΠΟΥΛΗΣ", "EVANGELOS BOUMPOULIS", id="capitals-digraphs"),
        pytest.param("ΒΗΧ", "VICH", id="capital-at-the-end-looks-back"),
        pytest.param("ΤΑΫΓΕΤΟΣ", "TAYGETOS", id="capital-dialytika"),
        pytest.param("Χ. Ψαρρά", "Ch. Psarra", id="initial-alone"),
        pytest.param("Χάρης ΘΕΟΥ", "Charis THEOU", id="words-of-both-kinds"),
        pytest.param("ΟΔΟΣ", "ODOS", id="final-sigma-capital"),
        pytest.param("οδός σσ", "odos ss", id="final-sigma"),
    ],
)
def test_capitals_stay_capitals(greek: str, latin: str) -> None:
    assert to_latin(greek) == latin


@pytest.mark.parametrize(
    ("text", "latin"),
    [
        pytest.param("José Müller, Łódź 12/3", "José Müller, Łódź 12/3", id="latin-accents-stay"),
        pytest.param("Ольга محمد", "Ольга محمد", id="other-scripts-stay"),
        pytest.param("Οδός Kennedy 12β", "Odos Kennedy 12v", id="mixed"),
        pytest.param("Παυ\u0301λος", "Pavlos", id="loose-accent"),
        pytest.param("Μαρία µε ϑ", "Maria me th", id="look-alike-symbols"),
        pytest.param("αὐτός Ἑλένη τῇ", "aftos Eleni ti", id="polytonic"),
        pytest.param("", "", id="empty"),
    ],
)
def test_other_text_passes_through(text: str, latin: str) -> None:
    assert to_latin(text) == latin


@given(st.text(alphabet=GREEK + POLYTONIC + "\u0301\u0308 -'.aZ1"))
def test_no_greek_letter_is_left(text: str) -> None:
    latin = to_latin(text)
    assert not [char for char in latin if "GREEK" in unicodedata.name(char, "") and char.isalpha()]
    assert latin or not any(char.isalpha() for char in text)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_ascii_stays_as_it_is(text: str) -> None:
    assert to_latin(text) == text


@given(st.text())
def test_a_second_time_changes_nothing(text: str) -> None:
    assert to_latin(to_latin(text)) == to_latin(text)


@given(st.text(alphabet=GREEK))
def test_capitals_and_small_letters_sound_the_same(text: str) -> None:
    assert to_latin(text).casefold() == to_latin(text.lower()).casefold()
