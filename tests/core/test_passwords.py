"""What is taken for a password, what is not, and why."""

import pytest

from core.auth.passwords import check_password
from core.errors import Refused

PERSON = ("Ελένη Μαρκάκη", "e.markaki@example.org")


@pytest.mark.parametrize(
    "password",
    [
        pytest.param("a password for tests", id="several-words"),
        pytest.param("ελιά βράχος τρένο", id="greek-words"),
        pytest.param("xkqzvwpjtnbm", id="twelve-letters-and-nothing-else"),
        pytest.param("👍 οκτώ λέξεις", id="any-sign"),
        pytest.param("p" + "aq" * 99, id="very-long"),
    ],
)
def test_a_long_password_of_any_kind_is_taken(password: str):
    check_password(password, PERSON)


@pytest.mark.parametrize(
    ("password", "why"),
    [
        pytest.param("", "at least 12", id="empty"),
        pytest.param("Xk9!zv$wPj2", "at least 12", id="eleven-of-all-kinds"),
        pytest.param("p" * 201, "at most 200", id="too-long-to-hash"),
        pytest.param("qwertyqwerty", "Many people", id="common"),
        pytest.param("QwertyQwerty", "Many people", id="common-in-capitals"),
        pytest.param("Password2026!", "Many people", id="common-with-a-year"),
        pytest.param("123456789123", "Many people", id="common-digits"),
        pytest.param("e.markaki@example.org", "too close", id="own-address"),
        pytest.param("elenimarkaki1", "too close", id="own-name-in-latin-letters"),
        pytest.param("ΕλένηΜαρκάκη", "too close", id="own-name"),
        pytest.param("markakimarkaki", "too close", id="own-name-twice"),
        pytest.param("stegistegi2026", "too close", id="the-service"),
    ],
)
def test_a_weak_password_is_refused_and_says_why(password: str, why: str):
    with pytest.raises(Refused, match=why) as refusal:
        check_password(password, PERSON)
    assert refusal.value.field == "password"
