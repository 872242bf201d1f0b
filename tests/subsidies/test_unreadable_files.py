"""Text that is no TOML, no JSON or no object is one error, which says where it stops being so."""

import pytest

from tests.subsidies.wrong_errors import case_error, scheme_errors


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
