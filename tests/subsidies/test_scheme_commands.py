"""`stegi scheme` from outside: without a database what ships with the service, with one the stored versions too."""

import json
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy.orm import Session

from core.auth.models import User
from core.auth.permissions import StaffRole
from core.structure import Centre
from subsidies.commands import quote_command
from subsidies.models import SchemeVersion, SubsidyAward, VersionStatus
from subsidies.rules.scheme_file import shipped_text
from subsidies.services.scheme_proposals import approve_scheme, propose_scheme, return_scheme
from subsidies.services.schemes import get_version, list_schemes, store_all_shipped
from tests.support.backups import stegi
from tests.support.rows import NOW, add_user

KEYS = ["demonstration", "helios-2019", "helios-plus", "opeka-housing-benefit"]
PLUS = shipped_text("helios-plus")
# Ends of lines and letters of all kinds, to be given back as they came.
TEXT = PLUS.replace("months = 12", "months = 6\r\n# «Εξι» 🏠 \t").replace("draft", "active", 1)
NONE = "sqlite:////nowhere/at/all.sqlite"


def scheme(url: str, *arguments: object) -> Result:
    return stegi(url, "scheme", *arguments)


def answer(result: Result) -> dict[str, object]:
    assert result.exit_code == 0, result.output
    found: dict[str, object] = json.loads(result.stdout)
    return found


def refusal(result: Result) -> str:
    assert result.exit_code == 2
    message: str = json.loads(result.stdout)["error"]["message"]
    return message


@pytest.fixture
def file(tmp_path: Path) -> Path:
    path = tmp_path / "plus.toml"
    path.write_bytes(TEXT.encode())
    return path


@pytest.fixture
def proposal(session: Session, centre: Centre, officer: User) -> SchemeVersion:
    store_all_shipped(session, NOW)
    return propose_scheme(session, TEXT, actor=officer, at=NOW)


def test_without_a_database_the_schemes_of_the_service_are_listed():
    assert [line.split()[0] for line in scheme(NONE, "list").stdout.splitlines()] == KEYS
    rows = json.loads(scheme(NONE, "list", "--json").stdout)
    assert [(row["key"], row["shipped"], row["versions"]) for row in rows] == [(key, True, []) for key in KEYS]
    assert rows[1]["name"]["en"] == "HELIOS 2019 (historical)"


def test_a_scheme_of_which_nothing_was_approved_has_no_status(
    session: Session, centre: Centre, officer: User, database_url: str
):
    propose_scheme(session, TEXT.replace('"helios-plus"', '"a-new-one"'), actor=officer, at=NOW)
    session.commit()
    assert json.loads(scheme(database_url, "list", "--json").stdout)[0]["status"] is None
    assert scheme(database_url, "list").stdout.split()[:2] == ["a-new-one", "unapproved"]


def test_with_one_the_stored_versions_stand_beside_them(
    session: Session, proposal: SchemeVersion, officer: User, database_url: str
):
    session.commit()
    rows = {row["key"]: row for row in json.loads(scheme(database_url, "list", "--json").stdout)}
    assert (list(rows), rows["demonstration"]["versions"]) == (KEYS, [])
    first, second = rows["helios-plus"]["versions"]
    assert (rows["helios-plus"]["status"], first["status"], first["proposed_by"]) == ("draft", "approved", None)
    assert second == {
        "version": 2,
        "status": "proposed",
        "sha256": sha256(TEXT.encode()).hexdigest(),
        "proposed_by": officer.email,
        "decided_by": None,
    }
    [line] = [line for line in scheme(database_url, "list").stdout.splitlines() if line.startswith("helios-plus")]
    assert line.split() == ["helios-plus", "draft", "1", "approved,", "2", "proposed", "HELIOS+", "(draft)"]


def test_names_stand_below_each_other_however_many_versions_there_are(
    session: Session, proposal: SchemeVersion, officer: User, approver: User, database_url: str
):
    for _time in range(2):
        return_scheme(session, proposal, reason="No", actor=approver, at=NOW)
        proposal = propose_scheme(session, TEXT, actor=officer, at=NOW)
    session.commit()
    lines = scheme(database_url, "list").stdout.splitlines()
    names = ["Demonstration scheme", "HELIOS 2019 (historical)", "HELIOS+ (draft)", "OPEKA housing benefit"]
    assert len({line.index(name) for line, name in zip(lines, names, strict=True)}) == 1


def test_without_a_database_a_scheme_of_the_service_is_shown():
    assert scheme(NONE, "show", "helios-2019").stdout == shipped_text("helios-2019")
    shown = answer(scheme(NONE, "show", "helios-2019", "--json"))
    assert (shown["opens_on"], shown["monthly"][0]["bands"][0]["amount"]) == ("2019-06-01", "162.00")


def test_an_unknown_scheme_cannot_be_shown():
    assert "There is no scheme ../../etc/passwd" in refusal(scheme(NONE, "show", "../../etc/passwd"))


def test_the_newest_approved_version_is_shown(
    session: Session, proposal: SchemeVersion, approver: User, database_url: str
):
    session.commit()
    assert scheme(database_url, "show", "helios-plus").stdout == PLUS
    approve_scheme(session, proposal, actor=approver, at=NOW)
    session.commit()
    assert scheme(database_url, "show", "helios-plus").stdout_bytes == TEXT.encode()
    assert answer(scheme(database_url, "show", "helios-plus", "--json"))["status"] == "active"


def test_a_stored_version_is_written_byte_for_byte(
    session: Session, proposal: SchemeVersion, approver: User, database_url: str, tmp_path: Path
):
    approve_scheme(session, proposal, actor=approver, at=NOW)
    session.commit()
    out = tmp_path / "out.toml"
    assert scheme(database_url, "export", "helios-plus").stdout_bytes == TEXT.encode()
    assert scheme(database_url, "export", "helios-plus", "--version", 1, "-o", out).stdout.startswith("helios-plus, ve")
    assert out.read_bytes() == PLUS.encode()
    said = answer(scheme(database_url, "export", "helios-plus", "-o", out, "--json"))
    digest = sha256(out.read_bytes()).hexdigest()
    assert said == {"key": "helios-plus", "version": 2, "sha256": digest, "file": str(out)}
    assert answer(scheme(database_url, "export", "helios-plus", "--json"))["text"] == TEXT


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("arguments", "why"),
    [
        (["helios-plus", "--version", "2"], "Version 2 of helios-plus is not approved"),
        (["helios-plus", "--version", "3"], "There is no version 3 of helios-plus; there are: 1, 2."),
        (["demonstration"], "no stored version of a scheme demonstration"),
        (["helios-plus", "--version", "0"], "--version"),
        (["helios-plus", "-o", "/nowhere/at/all.toml"], "cannot be written"),
        ([], "Missing argument"),
    ],
)
def test_what_cannot_be_exported_is_refused(
    session: Session, proposal: SchemeVersion, database_url: str, arguments: list[str], why: str
):
    session.commit()
    assert why in refusal(scheme(database_url, "export", *arguments, "--json"))


def test_an_exported_version_reckons_an_award_anew(
    session: Session, award: SubsidyAward, database_url: str, tmp_path: Path
):
    """Through files alone: the case that the award keeps, and the version that it names."""
    session.commit()
    version, case = tmp_path / "version.toml", tmp_path / "case.json"
    exported = ["demonstration", "--version", award.scheme_version.version, "-o", version]
    assert scheme(database_url, "export", *exported).exit_code == 0
    case.write_text(json.dumps(award.case), encoding="utf-8")
    quoted = CliRunner().invoke(quote_command, [str(case), "--scheme-file", str(version)])
    schedule = [
        (row["kind"], row["month"], row["due_on"], Decimal(row["payable"])) for row in answer(quoted)["instalments"]
    ]
    assert schedule == [
        (row.kind, f"{row.month:%Y-%m}", row.due_on.isoformat(), row.amount) for row in award.instalments
    ]
    assert len(schedule) == 14


def test_a_file_is_proposed_in_the_name_of_a_member_of_staff_and_waits(
    session: Session, centre: Centre, officer: User, database_url: str, file: Path
):
    store_all_shipped(session, NOW)
    session.commit()
    said = answer(scheme(database_url, "import", file, "--as", officer.email.upper(), "--json"))
    assert (said["key"], said["version"], said["status"], said["warnings"]) == ("helios-plus", 2, "proposed", [])
    version = get_version(session, "helios-plus", 2)
    assert (version.prepared_by_id, version.text, version.status) == (officer.id, TEXT, VersionStatus.PROPOSED)
    session.commit()
    again = scheme(database_url, "import", file, "--as", officer.email)
    assert (again.exit_code, again.stderr) == (2, "Error: A proposal of helios-plus, version 2, waits already.\n")


def test_a_table_of_the_past_is_warned_of_and_taken(
    session: Session, centre: Centre, officer: User, approver: User, database_url: str, tmp_path: Path
):
    text = shipped_text("helios-2019")
    file = tmp_path / "changed.toml"
    file.write_text(text.replace("162.00", "163.00"), encoding="utf-8")
    store_all_shipped(session, NOW)
    session.commit()
    result = scheme(database_url, "import", file, "--as", officer.email)
    assert (result.exit_code, result.stdout) == (
        0,
        "helios-2019, version 2, waits for the approval of another person.\n",
    )
    assert result.stderr.startswith("Warning: The table of 2019-06-01 changes, which is past")
    session.commit()
    return_scheme(session, get_version(session, "helios-2019", 2), reason="No", actor=approver, at=NOW)
    session.commit()
    [warning] = answer(scheme(database_url, "import", file, "--as", officer.email, "--json"))["warnings"]
    assert str(warning).startswith("The table of 2019-06-01")


@pytest.mark.parametrize("role", [StaffRole.HOUSING_OFFICER, StaffRole.FINANCE_APPROVER, StaffRole.ADMINISTRATOR])
@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_who_may_not_propose_on_a_page_may_not_by_the_command(
    session: Session, centre: Centre, database_url: str, file: Path, role: StaffRole
):
    user = add_user(session, role)
    session.commit()
    assert "do not include this" in refusal(scheme(database_url, "import", file, "--as", user.email, "--json"))
    assert list_schemes(session) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_nobody_and_a_closed_account_propose_nothing(
    session: Session, centre: Centre, officer: User, database_url: str, file: Path
):
    officer.active = False
    session.commit()
    assert "do not include this" in refusal(scheme(database_url, "import", file, "--as", officer.email, "--json"))
    assert "Nobody has" in refusal(scheme(database_url, "import", file, "--as", "nobody@example.org", "--json"))
    assert "--as" in refusal(scheme(database_url, "import", file, "--json"))


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize(
    ("text", "count"),
    [
        pytest.param(PLUS.replace("months = 12", "months = 0").replace("source", "sauce"), 3, id="three-things"),
        pytest.param(PLUS.replace('"helios-plus"', '"Ήλιος"'), 1, id="a-key-for-no-address"),
        pytest.param(f"{PLUS}{'#' * 20_000}", 1, id="too-long"),
    ],
)
def test_a_broken_file_is_answered_as_by_scheme_check(
    session: Session, centre: Centre, officer: User, database_url: str, tmp_path: Path, text: str, count: int
):
    session.commit()
    broken = tmp_path / "broken.toml"
    broken.write_text(text, encoding="utf-8")
    arguments = ["import", broken, "--as", officer.email]
    result, checked = scheme(database_url, *arguments, "--json"), scheme(database_url, "check", broken)
    assert (result.exit_code, result.stdout) == (checked.exit_code, checked.stdout)
    assert len(json.loads(result.stdout)["errors"]) == count
    plain = scheme(database_url, *arguments)
    assert (plain.exit_code, plain.stdout, plain.stderr.count("\n")) == (2, "", count)
    assert list_schemes(session) == []


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_file_that_cannot_be_read_is_refused(session: Session, officer: User, database_url: str, tmp_path: Path):
    session.commit()
    (tmp_path / "bytes.toml").write_bytes(b"\xff")
    for name, why in (("missing.toml", "cannot be read"), ("bytes.toml", "not UTF-8")):
        assert why in refusal(scheme(database_url, "import", tmp_path / name, "--as", officer.email, "--json"))


@pytest.mark.parametrize("command", ["export helios-plus", "import FILE --as a@example.org"])
def test_what_is_stored_needs_a_database(command: str, file: Path):
    assert "stegi init" in refusal(scheme(NONE, *command.replace("FILE", str(file)).split(), "--json"))


@pytest.mark.parametrize("command", ["", "list", "show", "check", "export", "import"])
def test_help_is_given_with_an_example(command: str):
    result = scheme(NONE, *command.split(), "--help")
    assert result.exit_code == 0
    assert not command or f"Example:\n    stegi scheme {command}" in result.stdout
