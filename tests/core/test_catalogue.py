"""The Greek catalogue: every text of the code is in it, and it is written as Greek is written."""

import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from babel.messages.catalog import Catalog, Message
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.frontend import parse_keywords, parse_mapping_cfg
from babel.messages.pofile import read_po

ROOT = Path(__file__).resolve().parents[2]
SOURCES = {"app.py", "commands.py", "core", "housing", "maps", "people", "portal", "subsidies", "templates"}
KEYWORDS = {**DEFAULT_KEYWORDS, **parse_keywords(["_l", "N_", "NN_:1,2", "counted:2,3"])}

# Texts that are the same in both languages, and why.
SAME_IN_BOTH = {
    "30/11/1990": "an example of a day",
    "30/11/2026": "an example of a day",
    "E-mail": "Greek has no other word in daily use",
    "IBAN": "the name of the number everywhere",
    "%(filter)s: %(value)s": "a filter and its value",
    "%(monthly)s × %(days)s / %(of)s = %(amount)s": "arithmetic",
}
ACRONYMS = {"ΑΑΔΕ", "ΑΤΑΚ", "ΕΚ", "ΕΛΣΤΑΤ", "ΑΦΜ", "ΑΜΚΑ", "ΠΑΑΥΠΑ"}

PLACE = re.compile(r"%\((\w+)\)s")
GREEK = "\u0370-\u03ff\u1f00-\u1fff"
ABBREVIATION_AT_END = re.compile(r"(\bμ|χλμ)\.$")  # also of square metres
END_MARKS = {".": ".", ":": ":", "?": ";", "!": "!"}


@cache
def catalogue() -> Catalog:
    with (ROOT / "translations/el/LC_MESSAGES/messages.po").open("rb") as file:
        return read_po(file, locale="el")


@cache
def texts_of_the_code() -> frozenset[str | tuple[str, ...]]:
    with (ROOT / "babel.cfg").open() as file:
        methods, options = parse_mapping_cfg(file)
    found = extract_from_dir(ROOT, methods, options, KEYWORDS, directory_filter=_is_source)
    return frozenset(msgid for path, _line, msgid, *_more in found if path.split("/")[0] in SOURCES)


def _is_source(directory: str) -> bool:
    """Whether to look into a directory: one of ours at the top, or anything below one."""
    return Path(directory).relative_to(ROOT).parts[0] in SOURCES


def messages() -> list[Message]:
    return [message for message in catalogue() if message.id]


def pairs() -> Iterator[tuple[str, str]]:
    """English and Greek, each plural form with its own."""
    for message in messages():
        if message.pluralizable:
            yield from zip(message.id, message.string, strict=True)
        else:
            yield message.id, message.string


def words(text: str) -> list[str]:
    return re.findall(r"[^\W\d_]+", PLACE.sub(" ", text))


def test_every_text_of_the_code_is_in_the_catalogue_and_no_other():
    in_catalogue = {tuple(m.id) if m.pluralizable else m.id for m in messages()}
    assert texts_of_the_code() - in_catalogue == set(), "run `make messages` and translate"
    assert in_catalogue - texts_of_the_code() == set(), "run `make messages`"
    assert not catalogue().obsolete


def test_every_text_is_translated():
    assert [english for english, greek in pairs() if not greek.strip()] == []
    assert [message.id for message in messages() if message.fuzzy] == []


def test_nothing_is_left_in_english():
    assert {english for english, greek in pairs() if english == greek} - SAME_IN_BOTH.keys() == set()


def test_both_languages_have_the_same_places():
    differing = [english for english, greek in pairs() if set(PLACE.findall(english)) != set(PLACE.findall(greek))]
    assert differing == []


def test_no_latin_letter_hides_in_a_greek_word():
    mixed = re.compile(rf"[{GREEK}][a-zA-Z]|[a-zA-Z][{GREEK}]")
    assert [greek for _, greek in pairs() if mixed.search(PLACE.sub(" ", greek))] == []


def test_latin_words_are_those_of_the_english_text():
    """Names such as IBAN; anything else would be English left over, or Greek typed on a Latin keyboard."""
    for english, greek in pairs():
        latin = {word.lower() for word in words(greek) if word.isascii()}
        assert latin <= set(words(english.lower())), greek


def test_capitals_stand_for_acronyms_only():
    shouted = {word for _, greek in pairs() for word in words(greek) if len(word) > 1 and word.isupper()}
    assert {word for word in shouted if not word.isascii()} <= ACRONYMS


def test_blanks_are_single_and_never_at_an_end():
    assert [greek for _, greek in pairs() if "  " in greek or greek != greek.strip()] == []


def test_quotation_marks_are_greek():
    """Straight ones only where they belong to what a file must hold, as in the English text."""
    for english, greek in pairs():
        assert not set(greek) & set("“”„'‘") - set(english), greek
        assert set(re.findall(r'"[^"]*"', greek)) <= set(re.findall(r'"[^"]*"', english)), greek
        assert greek.count("«") == greek.count("»"), greek


def test_sentences_end_alike():
    for english, greek in pairs():
        expected = END_MARKS.get(english[-1], "")
        found = greek[-1:] if greek.endswith(tuple(END_MARKS.values())) else ""
        if ABBREVIATION_AT_END.search(greek):
            assert expected in ("", "."), greek
        else:
            assert found == expected, greek


def test_what_the_lists_of_several_things_say_names_none_of_them():
    assert catalogue().get("Write one down").string == "Νέα καταχώριση"
