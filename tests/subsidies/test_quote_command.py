"""`stegi quote` and `stegi scheme check` from outside: JSON on standard output whatever happens, and the exit codes."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from subsidies.commands import quote_command
from subsidies.commands_scheme import scheme_group
from subsidies.rules.scheme_file import shipped_text
from tests.subsidies.quoting import ask, case

BROKEN = 'key = "demonstration"\nstatus = "active"\n'


def stegi_quote(*args: str, stdin: str | bytes = "") -> Result:
    return CliRunner().invoke(quote_command, args, input=stdin, catch_exceptions=False)


def stegi_scheme(*args: str) -> Result:
    return CliRunner().invoke(scheme_group, args, catch_exceptions=False)


def written(folder: Path, name: str, text: str | bytes) -> str:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return str(path)


def error(result: Result) -> tuple[int, str, str]:
    found = json.loads(result.stdout)["error"]
    assert set(found) == {"code", "field", "message"}
    return result.exit_code, found["code"], found["field"]


def test_a_case_in_a_file_is_answered(tmp_path):
    result = stegi_quote(written(tmp_path, "case.json", json.dumps(case())))
    assert (result.exit_code, json.loads(result.stdout)) == (0, ask(case()))


def test_a_case_on_standard_input_is_answered():
    assert json.loads(stegi_quote("-", stdin=json.dumps(case())).stdout) == ask(case())


def test_json_may_be_asked_for_as_of_every_command(tmp_path):
    path = written(tmp_path, "case.json", json.dumps(case()))
    assert stegi_quote(path, "--json").stdout == stegi_quote(path).stdout


def test_a_byte_order_mark_does_no_harm():
    assert stegi_quote("-", stdin=b"\xef\xbb\xbf" + json.dumps(case()).encode()).exit_code == 0


def test_a_case_that_is_not_eligible_is_an_answer_and_no_failure():
    result = stegi_quote("-", stdin=json.dumps(case(scheme="helios-plus")))
    assert (result.exit_code, json.loads(result.stdout)["eligible"]) == (0, False)


def test_every_line_is_answered_in_order_and_blank_ones_are_skipped(tmp_path):
    lines = f"\n{json.dumps(case(1))}\r\n   \n\n{json.dumps(case(2))}"
    result = stegi_quote("--lines", written(tmp_path, "cases.jsonl", lines))
    assert [json.loads(line) for line in result.stdout.splitlines()] == [ask(case(1)), ask(case(2))]
    assert result.exit_code == 0


def test_a_malformed_line_alone_carries_its_error():
    good = json.dumps(case()).encode()
    lines = b"\n".join([good, b"{", b"\xff\xfe", b'{"scheme": 1}', good])
    result = stegi_quote("--lines", "-", stdin=lines)
    answers = [json.loads(line) for line in result.stdout.splitlines()]
    assert [answer.get("error", {}).get("code") for answer in answers] == [
        None, "not-json", "unreadable", "not-text", None,
    ]  # fmt: skip
    assert result.exit_code == 2


def test_no_lines_are_no_answers():
    result = stegi_quote("--lines", "-", stdin="\n\n")
    assert (result.exit_code, result.stdout) == (0, "")


@pytest.mark.parametrize(
    ("stdin", "code", "field"),
    [
        pytest.param("", "not-json", "", id="nothing"),
        pytest.param("[]", "not-an-object", "", id="no object"),
        pytest.param("[" * 100_000, "not-json", "", id="nested without end"),
        pytest.param(b"\xff\xfe{\x00}\x00", "unreadable", "", id="not UTF-8"),
        pytest.param(b"\x00", "not-json", "", id="a null byte"),
        pytest.param('{"scheme": "demonstration", "scheme": "x"}', "repeated-key", "scheme", id="a key twice"),
        pytest.param(json.dumps(case(rent="450")), "not-money", "lease.monthly_rent", id="a malformed value"),
        pytest.param(json.dumps(case(scheme="x")), "unknown-scheme", "scheme", id="an unknown scheme"),
        pytest.param('{"\\ud800": 1}', "unknown-key", "\ud800", id="half a surrogate pair"),
        pytest.param('{"%(x)s": 1}', "unknown-key", "%(x)s", id="a key like a place in a sentence"),
    ],
)
def test_a_malformed_case_is_answered_with_its_error(stdin, code, field):
    assert error(stegi_quote("-", stdin=stdin)) == (2, code, field)


@pytest.mark.parametrize(
    "args",
    [
        pytest.param([], id="nothing to answer"),
        pytest.param(["case.json", "--lines", "cases.jsonl"], id="two things to answer"),
        pytest.param(["a.json", "b.json"], id="two cases"),
        pytest.param(["--colour", "blue"], id="an unknown option"),
        pytest.param(["--lines"], id="an option without its file"),
    ],
)
def test_wrong_arguments_are_answered_in_json_too(args):
    assert error(stegi_quote(*args)) == (2, "usage", "")


@pytest.mark.parametrize("args", [["{}"], ["--lines", "{}"]])
def test_a_file_that_cannot_be_read_is_said(args, tmp_path):
    for name in (tmp_path / "missing", tmp_path):
        assert error(stegi_quote(*[arg.format(name) for arg in args])) == (2, "unreadable", "")


def test_a_scheme_file_is_reckoned_by_instead_of_the_shipped_schemes(tmp_path):
    text = shipped_text("demonstration").replace('"162.00"', '"170.00"')
    file = written(tmp_path, "s.toml", text)
    answered = json.loads(stegi_quote("-", "--scheme-file", file, stdin=json.dumps(case())).stdout)
    assert answered["instalments"][2]["amount"] == "170.00"


def test_a_case_must_name_the_key_of_the_scheme_file(tmp_path):
    file = written(tmp_path, "s.toml", shipped_text("demonstration"))
    other = json.dumps(case(scheme="helios-2019"))
    assert error(stegi_quote("-", "--scheme-file", file, stdin=other)) == (2, "unknown-scheme", "scheme")


@pytest.mark.parametrize(
    ("text", "keys"),
    [
        pytest.param(BROKEN, ["name", "source", "terms.months"], id="keys are missing"),
        pytest.param("= 1", [""], id="no TOML"),
        pytest.param(b"\xff", [""], id="not UTF-8"),
    ],
)
def test_a_broken_scheme_file_is_answered_once_as_by_scheme_check(text, keys, tmp_path):
    file = written(tmp_path, "s.toml", text)
    lines = f"{json.dumps(case())}\n{json.dumps(case())}"
    quoted = stegi_quote("--lines", "-", "--scheme-file", file, stdin=lines)
    checked = stegi_scheme("check", file)
    assert (quoted.exit_code, quoted.stdout) == (checked.exit_code, checked.stdout)
    errors = json.loads(quoted.stdout)["errors"]
    assert (quoted.exit_code, [(e["file"], e["key"]) for e in errors]) == (2, [(file, key) for key in keys])


def test_a_missing_scheme_file_is_an_error_of_the_file(tmp_path):
    result = stegi_scheme("check", str(tmp_path / "missing.toml"))
    assert (result.exit_code, [e["key"] for e in json.loads(result.stdout)["errors"]]) == (2, [""])


def test_a_sound_scheme_file_has_no_errors(tmp_path):
    result = stegi_scheme("check", written(tmp_path, "s.toml", shipped_text("helios-plus")))
    assert (result.exit_code, json.loads(result.stdout)) == (0, {"errors": []})


def test_help_of_quote_has_an_example():
    assert "Example:\n    stegi quote case.json" in stegi_quote("--help").stdout


def test_the_commands_load_neither_flask_nor_database_nor_forms():
    script = "import subsidies.commands, sys; print(*{name.partition('.')[0] for name in sys.modules})"
    loaded = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True).stdout.split()
    assert not {"flask", "flask_babel", "sqlalchemy", "wtforms"} & set(loaded)
