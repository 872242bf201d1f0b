"""`stegi scheme`: the schemes that come with the service, and the versions that are stored."""

import tomllib
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from core.auth.accounts import get_by_email
from core.auth.models import User
from core.auth.posts import duty_on
from core.commands import command_database, refuse, url_of_database, write_file
from core.dates import day_of, utc_now
from core.errors import Refused
from core.installation import is_missing
from core.text import N_, Sentence
from subsidies.command_files import (
    JsonCommand,
    decode,
    error_of,
    errors_of,
    print_json,
    read_file,
    read_scheme_file,
    refuse_in_json,
)
from subsidies.models import SchemeVersion, VersionStatus
from subsidies.rules.scheme_file import SchemeFileErrors, shipped_schemes, shipped_text
from subsidies.rules.storable import read_storable
from subsidies.services.scheme_changes import changes_by
from subsidies.services.scheme_proposals import propose_scheme
from subsidies.services.schemes import (
    StoredScheme,
    find_newest,
    list_schemes,
    load_scheme,
)

NOT_APPROVED = N_("Version %(version)s of %(key)s is not approved: it is no stored version.")

NO_SUCH_VERSION = N_("There is no version %(version)s of %(key)s; there are: %(known)s.")


@click.group("scheme")
def scheme_group() -> None:
    """Subsidy schemes: list, show and check them, take a stored version out, propose a new one."""


@scheme_group.command("list", cls=JsonCommand)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_command(as_json: bool) -> None:
    """List the schemes that come with the service, and what is stored of them and of others.

    Without a database there is nothing stored, and those of the service are listed alone.

    \b
    Example:
      stegi scheme list --json
    """
    with _database_if_any(as_json=as_json) as session:
        rows = _rows(list_schemes(session) if session else ())
    if as_json:
        print_json(rows, indent=2)
        return
    _print_columns(
        [(row["key"], row["status"] or "unapproved", _in_short(row["versions"]), row["name"]["en"]) for row in rows]
    )


@scheme_group.command("show", cls=JsonCommand)
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of TOML.")
def show_command(key: str, as_json: bool) -> None:
    """Show the file of a scheme: the newest approved version, else the one that comes with the service.

    \b
    Example:
      stegi scheme show helios-2019
    """
    with _database_if_any(as_json=as_json) as session:
        stored = find_newest(session, key) if session else None
        text = stored.text if stored else None
    if text is None:
        if key not in shipped_schemes():
            known = ", ".join(shipped_schemes())
            refuse_in_json(error_of("unknown-scheme", f"There is no scheme {key}; the service comes with: {known}."))
        text = shipped_text(key)
    if as_json:
        print_json(tomllib.loads(text), indent=2)
    else:
        click.echo(text.encode(), nl=False)


@scheme_group.command("check", cls=JsonCommand)
@click.argument("file", metavar="SCHEME.toml")
@click.option("--json", "as_json", is_flag=True, help="As JSON, which it is anyhow.")
def check_command(file: str, as_json: bool) -> None:
    """Check a scheme file and say everything that is wrong with it. Exits with 2 when something is.

    \b
    Example:
      stegi scheme check my-scheme.toml
    """
    read_scheme_file(file, read_storable)
    print_json({"errors": []}, indent=2)


@scheme_group.command("export", cls=JsonCommand)
@click.argument("key")
@click.option("--version", type=click.IntRange(1, 2**31 - 1), help="Which one; without it the newest.")
@click.option("-o", "--output", type=click.Path(dir_okay=False, path_type=Path), help="The file to write.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def export_command(key: str, version: int | None, output: Path | None, as_json: bool) -> None:
    """Write an approved version as it is stored, letter by letter: to a file, or to standard output.

    With `stegi quote --scheme-file` it reckons every award anew that rests on it.

    \b
    Example:
      stegi scheme export helios-2019 --version 1 -o helios-2019.toml
    """
    with command_database(as_json=as_json, read_only=True) as session:
        stored = _stored(session, key, version)
        text = stored.text
        if output:
            write_file(output, text.encode())
        answer = {"key": stored.key, "version": stored.version, "sha256": stored.sha256}
    if as_json:
        print_json(answer | ({"file": str(output)} if output else {"text": text}), indent=2)
    elif output:
        click.echo("{key}, version {version}, in {file}".format(**answer, file=output))
    else:
        click.echo(text.encode(), nl=False)


@scheme_group.command("import", cls=JsonCommand)
@click.argument("file", metavar="SCHEME.toml")
@click.option("--as", "email", metavar="EMAIL", required=True, help="Who proposes it, of the staff.")
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def import_command(file: str, email: str, as_json: bool) -> None:
    """Propose the file as the next version of the scheme that it names. Another person approves it, on its page.

    \b
    Example:
      stegi scheme import helios-plus.toml --as finance@example.org
    """
    at = utc_now()
    with command_database(as_json=as_json) as session:
        actor = _at_work(session, email, day_of(at))
        try:
            version = propose_scheme(session, decode(read_file(file)), actor=actor, at=at, file=file)
        except SchemeFileErrors as wrong:
            _refuse_file(wrong, as_json=as_json)
        changed = changes_by(session, version, day_of(at))
        warnings = changed.warnings if changed else ()
        answer = _plain(version) | {"key": version.key, "warnings": [str(warning) for warning in warnings]}
    if as_json:
        print_json(answer, indent=2)
    else:
        click.echo(f"{answer['key']}, version {answer['version']}, waits for the approval of another person.")
        for warning in warnings:
            click.echo(f"Warning: {warning}", err=True)


@contextmanager
def _database_if_any(*, as_json: bool) -> Iterator[Session | None]:
    """The database that the environment names; None where there is none yet."""
    if is_missing(url_of_database(as_json=as_json)):
        yield None
        return
    with command_database(as_json=as_json, read_only=True) as session:
        yield session


def _rows(stored: Iterable[StoredScheme]) -> list[dict[str, Any]]:
    """By key: what is stored, and what of the service is not."""
    by_key = {scheme.key: scheme for scheme in stored}
    return [_row(key, by_key.get(key)) for key in sorted(by_key.keys() | shipped_schemes().keys())]


def _row(key: str, stored: StoredScheme | None) -> dict[str, Any]:
    """A scheme has no status before a version of it was approved."""
    scheme = load_scheme(stored.shown) if stored else shipped_schemes()[key]
    is_known = stored is None or stored.approved is not None
    return {
        "key": key,
        "status": str(scheme.status) if is_known else None,
        "name": dict(scheme.name),
        "shipped": key in shipped_schemes(),
        "versions": [_plain(version) for version in reversed(stored.versions)] if stored else [],
    }


def _in_short(versions: Iterable[dict[str, Any]]) -> str:
    return ", ".join(f"{version['version']} {version['status']}" for version in versions) or "not stored"


def _print_columns(rows: Sequence[Sequence[str]]) -> None:
    """Each column as wide as the longest that stands in it."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


def _plain(version: SchemeVersion) -> dict[str, object]:
    return {
        "version": version.version,
        "status": str(version.status),
        "sha256": version.sha256,
        "proposed_by": version.prepared_by.email if version.prepared_by else None,
        "decided_by": version.decided_by.email if version.decided_by else None,
    }


def _stored(session: Session, key: str, number: int | None) -> SchemeVersion:
    stored = {
        version.version: version for scheme in list_schemes(session) if scheme.key == key for version in scheme.versions
    }
    if number is not None and stored and number not in stored:
        known = ", ".join(map(str, sorted(stored)))
        raise Refused(Sentence(NO_SUCH_VERSION, {"key": key, "version": number, "known": known}))
    version = find_newest(session, key) if number is None else stored.get(number)
    if version is None:
        raise Refused(Sentence(N_("There is no stored version of a scheme %(key)s."), {"key": key}))
    if version.status is not VersionStatus.APPROVED:
        raise Refused(Sentence(NOT_APPROVED, {"key": key, "version": version.version}))
    return version


def _at_work(session: Session, email: str, on: date) -> User:
    """The member of the staff with what they may do today; a closed account may nothing."""
    user = get_by_email(session, email)
    if user.active:
        user.take_up(duty_on(session, user, on))
    return user


def _refuse_file(wrong: SchemeFileErrors, *, as_json: bool) -> None:
    if as_json:
        refuse_in_json(errors_of(wrong.errors))
    refuse("\n".join(str(error.sentence) for error in wrong.errors), as_json=False)
