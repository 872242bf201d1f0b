"""`stegi quote` and `stegi scheme`: the engine on the command line, without a database.

Whatever is refused is refused in JSON on standard output, wrong options too.
"""

import json
import tomllib
from collections.abc import Iterable, Mapping
from typing import NoReturn

import click

from core.errors import StegiError
from core.text import N_, Sentence
from subsidies.rules.answer import answer
from subsidies.rules.case_file import CaseError, parse_json, read_case
from subsidies.rules.schedule import quote
from subsidies.rules.scheme import Scheme
from subsidies.rules.scheme_file import SchemeFileError, SchemeFileErrors, read_scheme, shipped_schemes, shipped_text

REFUSED = 2


class Unreadable(StegiError):
    """A file that cannot be opened, or is not text in UTF-8."""


class JsonCommand(click.Command):
    """A command that says in JSON what is wrong with its own arguments."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            _refuse(_error("usage", error.format_message()))


@click.command("quote", cls=JsonCommand)
@click.argument("case_file", metavar="[CASE.json]", required=False)
@click.option("--lines", "lines_file", metavar="CASES.jsonl", help="Answer a file with one JSON case on each line.")
@click.option("--scheme-file", metavar="SCHEME.toml", help="Reckon by this file; the cases must name its key.")
def quote_command(case_file: str | None, lines_file: str | None, scheme_file: str | None) -> None:
    """Compute what a case is due, month by month. "-" reads standard input; the answer is JSON.

    Exits with 0, also when the case is not eligible, and with 2 when a case or the scheme file is malformed.

    \b
    Example:
      stegi quote case.json
      stegi quote --lines cases.jsonl --scheme-file scheme.toml
    """
    name = lines_file or case_file
    if not name or (lines_file and case_file):
        _refuse(_error("usage", "Give either one CASE.json or --lines CASES.jsonl."))
    schemes = _schemes(scheme_file)
    try:
        raw = _read(name)
    except Unreadable as unreadable:
        _refuse(_error("unreadable", str(unreadable)))
    cases = [line for line in raw.split(b"\n") if line.strip()] if lines_file else [raw]
    _print_answers((_answer(case, schemes) for case in cases), indent=None if lines_file else 2)


@click.group("scheme")
def scheme_group() -> None:
    """List, show and check subsidy schemes."""


@scheme_group.command("list", cls=JsonCommand)
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def list_command(as_json: bool) -> None:
    """List the schemes that come with the service.

    \b
    Example:
      stegi scheme list --json
    """
    rows = [{"key": s.key, "status": str(s.status), "name": dict(s.name)} for s in shipped_schemes().values()]
    if as_json:
        _print(rows, indent=2)
    else:
        for scheme in shipped_schemes().values():
            click.echo(f"{scheme.key:24}{scheme.status:12}{scheme.name['en']}")


@scheme_group.command("show", cls=JsonCommand)
@click.argument("key")
@click.option("--json", "as_json", is_flag=True, help="As JSON instead of TOML.")
def show_command(key: str, as_json: bool) -> None:
    """Show the file of a scheme.

    \b
    Example:
      stegi scheme show helios-2019
    """
    if key not in shipped_schemes():
        known = ", ".join(shipped_schemes())
        _refuse(_error("unknown-scheme", f"There is no scheme {key}; known: {known}."))
    text = shipped_text(key)
    if as_json:
        _print(tomllib.loads(text), indent=2)
    else:
        click.echo(text.encode(), nl=False)


@scheme_group.command("check", cls=JsonCommand)
@click.argument("file", metavar="SCHEME.toml")
def check_command(file: str) -> None:
    """Check a scheme file and say everything that is wrong with it. Exits with 2 when something is.

    \b
    Example:
      stegi scheme check my-scheme.toml
    """
    _read_scheme_file(file)
    _print({"errors": []}, indent=2)


def _schemes(scheme_file: str | None) -> Mapping[str, Scheme]:
    if scheme_file is None:
        return shipped_schemes()
    scheme = _read_scheme_file(scheme_file)
    return {scheme.key: scheme}


def _read_scheme_file(name: str) -> Scheme:
    """The scheme of the file, or the end of the command with all its errors."""
    try:
        return read_scheme(_decode(_read(name)), name)
    except SchemeFileErrors as wrong:
        errors = wrong.errors
    except Unreadable as unreadable:
        errors = (SchemeFileError(name, "", unreadable.sentence),)
    _refuse({"errors": [error.as_json() for error in errors]})


def _answer(raw: bytes, schemes: Mapping[str, Scheme]) -> dict[str, object]:
    try:
        case = read_case(parse_json(_decode(raw)), schemes)
    except Unreadable as unreadable:
        return _error("unreadable", str(unreadable))
    except CaseError as error:
        return {"error": error.as_json()}
    return answer(quote(schemes[case.scheme], case))


def _read(name: str) -> bytes:
    try:
        with click.open_file(name, "rb") as file:
            return file.read()
    except OSError as error:
        values = {"name": name, "reason": error.strerror}
        raise Unreadable(Sentence(N_("The file %(name)s cannot be read: %(reason)s"), values)) from error


def _decode(raw: bytes) -> str:
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(Sentence(N_("The text is not UTF-8."))) from error


def _print_answers(answers: Iterable[dict[str, object]], indent: int | None) -> None:
    is_refused = False
    for result in answers:
        _print(result, indent)
        is_refused |= "error" in result
    if is_refused:
        raise click.exceptions.Exit(REFUSED)


def _error(code: str, message: str) -> dict[str, object]:
    return {"error": {"code": code, "field": "", "message": message}}


def _refuse(data: object) -> NoReturn:
    _print(data, indent=2)
    raise click.exceptions.Exit(REFUSED)


def _print(data: object, indent: int | None) -> None:
    """UTF-8 whatever the terminal speaks; half a surrogate pair is written as the escape that JSON knows for it."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, default=str)
    click.echo(text.encode("utf-8", "backslashreplace"))
