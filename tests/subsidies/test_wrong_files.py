"""Each way in which a scheme file or a case can be wrong has its sentence: which key, what was found, what is right."""

import json

import pytest

from core.i18n import say, speaking
from subsidies.rules.case_file import CaseError, parse_json, read_case
from subsidies.rules.scheme_file import SchemeFileErrors, read_scheme, shipped_schemes
from tests.subsidies.whole_case import WHOLE
from tests.subsidies.whole_scheme import EVERYTHING
from tests.subsidies.wrong_rows import case_text, params, rows, scheme_text

SCHEMES = {**shipped_schemes(), "everything": read_scheme(EVERYTHING, "everything.toml")}
MANY = 1_000_000


def scheme_errors(text: str) -> list[tuple[str, str]]:
    """Key and sentence of everything that is wrong."""
    with pytest.raises(SchemeFileErrors) as raised:
        read_scheme(text, "s.toml")
    assert {error.file for error in raised.value.errors} == {"s.toml"}
    assert str(raised.value) == str(raised.value.errors[0].sentence)
    return [(error.key, str(error.sentence)) for error in raised.value.errors]


def case_error(text: str) -> CaseError:
    with pytest.raises(CaseError) as raised:
        read_case(parse_json(text), SCHEMES)
    return raised.value


def test_without_a_change_both_are_sound():
    assert read_scheme(scheme_text([]), "s.toml") == SCHEMES["everything"]
    assert read_case(parse_json(case_text([])), SCHEMES) == read_case(WHOLE, SCHEMES)


@pytest.mark.parametrize(("changes", "said"), params("scheme_files.txt"))
def test_a_wrong_scheme_file_is_told_all_that_is_wrong(changes, said):
    errors = scheme_errors(scheme_text(changes))
    assert [sentence for _, sentence in errors] == said
    assert all(sentence.startswith(f"{key} ") for key, sentence in errors)


def test_an_empty_scheme_file_lacks_every_required_key():
    assert [key for key, _ in scheme_errors("")] == ["key", "status", "name", "source", "terms.months"]


@pytest.mark.parametrize(("changes", "said"), params("cases.txt"))
def test_a_wrong_case_is_told_the_first_that_is_wrong(changes, said):
    error = case_error(case_text(changes))
    assert [f"{error.code}: {error}"] == said


def test_the_field_of_a_wrong_case_is_the_path_that_its_sentence_begins_with():
    errors = [case_error(case_text(row.changes)) for row in rows("cases.txt")]
    assert [error for error in errors if error.field.isprintable() and not str(error).startswith(error.field)] == []


def test_different_mistakes_have_different_sentences():
    """But a key that is null is as good as left out, and a household without members has none to name."""
    for name in ("scheme_files.txt", "cases.txt"):
        told = [row for row in rows(name) if not any(" is missing; " in sentence for sentence in row.said)]
        sentences = [tuple(row.said) for row in told if "repeated-key" not in row.said[0]]
        assert len(set(sentences)) >= 0.98 * len(sentences) > 100


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param(
            'key = "a"\nkey = "b"',
            'The file is not TOML at line 2: key = "b" (a key and a table may be given only once)',
            id="a key twice",
        ),
        pytest.param(
            "[terms]\nmonths = 12\n[terms]\n",
            "The file is not TOML at line 3: [terms] (a key and a table may be given only once)",
            id="a table twice",
        ),
        pytest.param(
            "bands = [{ size = 1, size = 2 }]",
            "The file is not TOML at line 1: bands = [{ size = 1, size = 2 }] "
            "(a key and a table may be given only once)",
            id="a key of a band twice",
        ),
        pytest.param(
            "[monthly]\n[[monthly]]",
            "The file is not TOML at line 2: [[monthly]] (a key and a table may be given only once)",
            id="one table, then a list of them",
        ),
        pytest.param(
            "opens_on = 2019-02-30",
            "The file is not TOML at line 1: opens_on = 2019-02-30 (there is no such day or time)",
            id="a day that is not in the calendar",
        ),
        pytest.param(
            "opens_on = 1/6/2019",
            "The file is not TOML at line 1: opens_on = 1/6/2019 (TOML allows no such thing here)",
            id="a day as people write it",
        ),
        pytest.param(
            "key =\nstatus = 1",
            "The file is not TOML at line 1: key = "
            "(a value belongs here: text in double quotes, a number, a day, true or false)",
            id="a key without its value",
        ),
        pytest.param(
            "status = active",
            "The file is not TOML at line 1: status = active "
            "(a value belongs here: text in double quotes, a number, a day, true or false)",
            id="text without quotes",
        ),
        pytest.param(
            "months: 12",
            "The file is not TOML at line 1: months: 12 (a key is followed by = and its value)",
            id="a colon for the sign of equality",
        ),
        pytest.param(
            "[[monthly]\nfrom = 2019-06-01",
            "The file is not TOML at line 1: [[monthly] "
            "(the name of a table ends with the brackets that it began with)",
            id="a bracket short",
        ),
        pytest.param(
            'key = "a\nstatus = "active"',
            'The file is not TOML at line 1: key = "a (TOML allows no such thing here)',
            id="a quote short",
        ),
        pytest.param(
            'key = "a',
            'The file is not TOML at line 1: key = "a (a text in quotes has no end)',
            id="a quote short at the very end",
        ),
        pytest.param(
            'bands = [{ size = 1, amount = "162.00" }',
            'The file is not TOML at line 1: bands = [{ size = 1, amount = "162.00" } (a bracket is not closed)',
            id="bands without their end",
        ),
        pytest.param(
            "\n\n[terms]\nmonths = [12\n\n",
            "The file is not TOML at line 4: months = [12 (a bracket is not closed)",
            id="a bracket short in the last line that is not empty",
        ),
        pytest.param(
            "\n\nmonths =\n",
            "The file is not TOML at line 3: months = "
            "(a value belongs here: text in double quotes, a number, a day, true or false)",
            id="a value short after empty lines",
        ),
        pytest.param(
            "{}", "The file is not TOML at line 1: {} (TOML allows no such thing here)", id="JSON instead of TOML"
        ),
        pytest.param(
            '\ufeffkey = "s"',
            'The file is not TOML at line 1: \\ufeffkey = "s" (TOML allows no such thing here)',
            id="a byte order mark that the reader left",
        ),
        pytest.param(
            'key = "a\x00b"',
            'The file is not TOML at line 1: key = "a\\u0000b" (TOML allows no such thing here)',
            id="a null byte",
        ),
        pytest.param(
            "terms.months = " + "9" * 5000,
            "The file has a number of several thousand digits; no value needs as many",
            id="a number too long to read",
        ),
        pytest.param(
            "a = " + "[" * 5000,
            "The file is nested too deeply; no key lies deeper than monthly[0].bands[0].size",
            id="nested without end",
        ),
        pytest.param(
            "a." * 50_000 + "a = 1",
            "The file is nested too deeply; no key lies deeper than monthly[0].bands[0].size",
            id="a key of parts without end",
        ),
    ],
)
def test_what_is_no_toml_is_one_error_for_the_whole_file(text, sentence):
    assert scheme_errors(text) == [("", sentence)]


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("", "The case is empty; it must be a JSON object", id="nothing"),
        pytest.param(" \n\t", "The case is empty; it must be a JSON object", id="blanks"),
        pytest.param("{", "The case ends too early, at line 1, column 2", id="half an object"),
        pytest.param('{"scheme": "a",\n', "The case ends too early, at line 2, column 1", id="half a case"),
        pytest.param(
            '{"scheme": "a',
            'The case is not JSON at line 1, column 12: "a (the text that starts here has no end)',
            id="half a text",
        ),
        pytest.param(
            '{"scheme": }', "The case is not JSON at line 1, column 12: } (a value belongs here)", id="no value"
        ),
        pytest.param(
            '{"a": 1,\n "b" 2}', "The case is not JSON at line 2, column 6: 2} (a colon belongs here)", id="no colon"
        ),
        pytest.param(
            '{"a": 1 "b": 2}',
            'The case is not JSON at line 1, column 9: "b": 2} (a comma or a closing bracket belongs here)',
            id="no comma",
        ),
        pytest.param(
            "{'a': 1}",
            "The case is not JSON at line 1, column 2: 'a': 1} (a key in double quotes belongs here)",
            id="single quotes",
        ),
        pytest.param(
            '{"a": "x\ty"}',
            'The case is not JSON at line 1, column 9: \\u0009y"} (in a text this character is written as an escape)',
            id="a bare control character",
        ),
        pytest.param(
            '{"a": "\\x"}',
            'The case is not JSON at line 1, column 8: \\x"} (a text has no such escape)',
            id="an escape",
        ),
        pytest.param("{} {}", "The case goes on after its end at line 1, column 4: {}", id="two cases"),
        pytest.param('{"a": NaN}', "The case is not JSON: NaN is no number of JSON", id="no number"),
        pytest.param('{"a": Infinity}', "The case is not JSON: Infinity is no number of JSON", id="infinity"),
        pytest.param('{"a": -Infinity}', "The case is not JSON: -Infinity is no number of JSON", id="minus infinity"),
        pytest.param(
            '{"a": 01}',
            "The case is not JSON at line 1, column 8: 1} (a comma or a closing bracket belongs here)",
            id="a leading zero",
        ),
        pytest.param(
            "\ufeff{}",
            "The case is not JSON at line 1, column 1: \\ufeff{} (JSON allows no such thing here)",
            id="a byte order mark that the reader left",
        ),
        pytest.param(
            "scheme = 1", "The case is not JSON at line 1, column 1: scheme = 1 (a value belongs here)", id="TOML"
        ),
        pytest.param(
            "[" * 100_000,
            "The case is nested too deeply; no key lies deeper than household.members[0].born",
            id="nested without end",
        ),
        pytest.param(
            '{"a":' * 100_000,
            "The case is nested too deeply; no key lies deeper than household.members[0].born",
            id="objects nested without end",
        ),
    ],
)
def test_what_is_no_json_says_where_and_what_belongs_there(text, sentence):
    error = case_error(text)
    assert (error.code, error.field, str(error)) == ("not-json", "", sentence)


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("[]", "The case is []; it must be a JSON object: {…}"),
        ("[{}]", "The case is […]; it must be a JSON object: {…}"),
        ('"demonstration"', 'The case is "demonstration"; it must be a JSON object: {…}'),
        ("1", "The case is 1; it must be a JSON object: {…}"),
        ("1e400", "The case is 1e400; it must be a JSON object: {…}"),
        ("true", "The case is true; it must be a JSON object: {…}"),
        ("null", "The case is null; it must be a JSON object: {…}"),
    ],
)
def test_json_that_is_no_object_is_refused_as_a_whole(text, sentence):
    error = case_error(text)
    assert (error.code, error.field, str(error)) == ("not-an-object", "", sentence)


@pytest.mark.parametrize(
    "path", ["scheme", "household.single_parent", "lease.monthly_rent", "lease.share", "decided_on"]
)
@pytest.mark.parametrize("value", ['"{}"', '"\\u0000{}"', '["{}"]', "1{}", "0.1{}"])
def test_a_megabyte_does_not_come_back_in_an_error_of_a_case(path, value):
    assert len(str(case_error(case_text([f"{path} = {value.format('9' * MANY)}"])))) < 250


@pytest.mark.parametrize("value", ['"{}"', '["{}"]', "0.1{}", "0x1{}"])
def test_a_megabyte_does_not_come_back_in_an_error_of_a_scheme_file(value):
    ((_, sentence),) = scheme_errors(scheme_text([f"terms.months = {value.format('9' * MANY)}"]))
    assert len(sentence) < 250


def test_a_megabyte_of_a_key_does_not_come_back():
    key = "a" * MANY
    error = case_error(case_text([f"{key} = 1"]))
    ((path, sentence),) = scheme_errors(scheme_text([f"{key} = 1"]))
    assert max(len(error.field), len(path)) < 100
    assert max(len(str(error)), len(sentence)) < 350


def test_a_share_has_no_more_than_a_thousand_decimals():
    decimals = "3" * 1000
    assert read_case(parse_json(case_text([f'lease.share = "0.{decimals}"'])), SCHEMES).lease.share < 1
    error = case_error(case_text([f'lease.share = "0.{decimals}3"']))
    assert (error.code, error.field) == ("not-a-share", "lease.share")
    assert str(error).endswith('…"; it must have no more than 1000 digits after the point')


@pytest.mark.parametrize("key", ["", " ", "\t"])
def test_a_blank_key_is_shown_in_quotes(key):
    error = case_error(json.dumps({**WHOLE, "lease": {**WHOLE["lease"], key: 1}}))
    assert (error.code, error.field) == ("unknown-key", f"lease.{json.dumps(key)}".replace("\\t", "\\u0009"))
    assert str(error).startswith(f"{error.field} is not a known key here; ")


@pytest.mark.parametrize(
    ("change", "greek"),
    [
        ("terms.months = 0", "terms.months: είναι 0· πρέπει να είναι ακέραιος αριθμός από 1 έως 1200"),
        ("- terms.months", "terms.months: λείπει· πρέπει να είναι ακέραιος αριθμός από 1 έως 1200"),
        (
            "one_off[0].bnds = 1",
            "one_off[0].bnds: δεν είναι γνωστό κλειδί σε πίνακα με κανόνα bands· μήπως εννοείτε bands; "
            "Γνωστά: from, source, rule, bands",
        ),
    ],
)
def test_the_same_is_said_in_greek(app, change, greek):
    with pytest.raises(SchemeFileErrors) as raised:
        read_scheme(scheme_text([change]), "s.toml")
    with app.app_context(), speaking("el"):
        assert [say(error.sentence) for error in raised.value.errors] == [greek]
