"""A household reads the way to its amount in words of its own, with the figures of the staff's."""

import re
from decimal import Decimal
from pathlib import Path

import pytest
from babel.messages.extract import extract_from_file

from core.text import Sentence
from subsidies.rules import circumstances, explanation
from subsidies.rules.case_file import read_case
from subsidies.rules.plain_words import EXPLAINED, in_plain_words
from subsidies.rules.schedule import quote
from subsidies.rules.scheme_file import shipped_schemes
from tests.subsidies.quoting import case

KEYWORDS = {"N_": None, "counted": (2, 3)}
PLACES = re.compile(r"%\((\w+)\)s")


def staff_sentences() -> list[tuple[str, str | None]]:
    """Those that the engine can say, in the singular and if there is one in the plural."""
    modules = (explanation, circumstances)
    found = [
        each for module in modules for each in extract_from_file("python", Path(module.__file__), keywords=KEYWORDS)
    ]
    return [(text, None) if isinstance(text, str) else tuple(text) for _, text, *_ in found]


def plain(size: int = 3, **facts: object) -> list[str]:
    """The explanation of March 2026."""
    schemes = shipped_schemes()
    march = quote(schemes["demonstration"], read_case(case(size, **facts), schemes)).instalments[1]
    return [str(in_plain_words(sentence)) for sentence in march.because]


def test_a_rent_below_the_table_is_told_step_by_step():
    assert plain(rent="350.00", starts_on="2026-03-15") == [
        "The programme pays for 17 days of the 31 of this month.",
        "The table of 2019-06-01 gives €396.00 for 3 people.",
        "Your rent of €350.00 is lower, so the programme goes by your rent.",
        "So it is €350.00 × 17 / 31 = €191.94.",
    ]


def test_one_day_and_one_person_are_told_in_the_singular():
    assert plain(1, starts_on="2026-03-31")[:2] == [
        "The programme pays for 1 day of the 31 of this month.",
        "The table of 2019-06-01 gives €162.00 for 1 person.",
    ]


def test_everything_that_the_engine_says_has_plain_words():
    assert {singular for singular, _ in staff_sentences()} == EXPLAINED


@pytest.mark.parametrize(("singular", "plural"), staff_sentences())
def test_plain_words_have_the_same_figures(singular: str, plural: str | None):
    for number, text in ((1, singular), (2, plural or singular)):
        values = {name: number if name == "n" else f"<{name}>" for name in PLACES.findall(text)}
        said = str(in_plain_words(Sentence(singular, values, plural)))
        assert all(str(value) in said for value in values.values())


@pytest.mark.parametrize(
    ("days", "plainly"),
    [(1, "1 day counts at €162.00 a month."), (2, "2 days count at €162.00 a month.")],
)
def test_days_of_a_stretch_are_counted(days: int, plainly: str):
    values = {"entitlement": Decimal("162.00")}
    words = "%(n)s day at %(entitlement)s a month", "%(n)s days at %(entitlement)s a month"
    assert str(in_plain_words(Sentence.counted(days, *words, values))) == plainly


@pytest.mark.parametrize(
    ("n", "said", "plainly"),
    [
        (1, "%(each)s for %(n)s other", "It gives €35.00 for 1 other person."),
        (2, "%(each)s for %(n)s other", "It gives €35.00 for each of 2 other people."),
        (1, "%(each)s for %(n)s unprotected minor", "It gives €35.00 for 1 unprotected child."),
        (2, "%(each)s for %(n)s unprotected minor", "It gives €35.00 for each of 2 unprotected children."),
    ],
)
def test_what_members_bring_is_counted(n: int, said: str, plainly: str):
    assert str(in_plain_words(Sentence.counted(n, said, "", {"each": Decimal("35.00")}))) == plainly


@pytest.mark.parametrize(
    "other", [Sentence("The scheme is a draft."), Sentence.counted(2, "%(n)s table", "%(n)s tables")], ids=str
)
def test_other_sentences_stay_as_they_are(other: Sentence):
    assert in_plain_words(other) == other
