"""What a scheme file must be besides for the service to keep it."""

import pytest

from subsidies.rules.scheme_file import SchemeFileErrors, read_scheme
from subsidies.rules.storable import MOST_LETTERS, read_storable
from tests.subsidies.whole_scheme import EVERYTHING

AS_KEY = "it must be small Latin letters, digits and single hyphens, 60 at most: helios-2030"


def keyed(key: str) -> str:
    return EVERYTHING.replace('"everything"', key, 1)


def padded(letters: int) -> str:
    return EVERYTHING + "#" * (letters - len(EVERYTHING))


def faults(text: str) -> list[dict[str, str]]:
    with pytest.raises(SchemeFileErrors) as wrong:
        read_storable(text, "wrong.toml")
    return [error.as_json() for error in wrong.value.errors]


@pytest.mark.parametrize(
    "key",
    [
        pytest.param("a", id="one letter"),
        pytest.param("2030", id="digits"),
        pytest.param("helios-2030-b", id="words between hyphens"),
        pytest.param("a" * 60, id="the longest"),
    ],
)
def test_a_scheme_is_kept_as_it_is_read(key):
    text = keyed(f'"{key}"')
    scheme = read_storable(text, "sound.toml")
    assert (scheme.key, scheme) == (key, read_scheme(text, "sound.toml"))


@pytest.mark.parametrize(
    ("key", "what"),
    [
        pytest.param(f'"{"a" * 61}"', f'"{"a" * 60}…"; {AS_KEY}', id="one letter too long"),
        pytest.param('"Helios"', f'"Helios"; {AS_KEY}', id="a capital"),
        pytest.param('"ήλιος"', f'"ήλιος"; {AS_KEY}', id="Greek"),
        pytest.param('"helios 2030"', f'"helios 2030"; {AS_KEY}', id="a space"),
        pytest.param('"helios--2030"', f'"helios--2030"; {AS_KEY}', id="two hyphens"),
        pytest.param('"-helios"', f'"-helios"; {AS_KEY}', id="a hyphen before"),
        pytest.param('"helios-"', f'"helios-"; {AS_KEY}', id="a hyphen after"),
        pytest.param('"helios/.."', f'"helios/.."; {AS_KEY}', id="a path"),
        pytest.param('""', '""; it must not be blank', id="nothing"),
        pytest.param("12", "12; it must be text in double quotes", id="a number"),
    ],
)
def test_a_key_that_cannot_be_an_address_is_refused_with_what_is_allowed(key, what):
    assert faults(keyed(key)) == [{"file": "wrong.toml", "key": "key", "message": f"key is {what}"}]


def test_a_file_of_the_most_letters_is_kept_and_of_one_more_is_not():
    assert read_storable(padded(MOST_LETTERS), "sound.toml").key == "everything"
    assert faults(padded(MOST_LETTERS + 1)) == [
        {"file": "wrong.toml", "key": "", "message": "A scheme file has at most 20,000 letters."}
    ]


def test_a_file_that_only_is_quoted_may_have_any_key():
    assert read_scheme(keyed('"Ήλιος 2030"'), "quoted.toml").key == "Ήλιος 2030"
