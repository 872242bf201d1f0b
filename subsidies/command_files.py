"""Files that commands read, and what is wrong with them in JSON on standard output. Free of Flask and database."""

import json
from collections.abc import Callable
from typing import NoReturn

import click

from core.errors import StegiError
from core.text import N_, Sentence
from subsidies.rules.scheme import Scheme
from subsidies.rules.scheme_file import SchemeFileError, SchemeFileErrors, read_scheme

REFUSED = 2


class Unreadable(StegiError):
    """A file that cannot be opened, or is not text in UTF-8."""


class JsonCommand(click.Command):
    """A command that says in JSON what is wrong with its own arguments."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            refuse_in_json(error_of("usage", error.format_message()))


def read_file(name: str) -> bytes:
    """What is in the file; "-" is standard input. Raises Unreadable."""
    try:
        with click.open_file(name, "rb") as file:
            return file.read()
    except OSError as error:
        values = {"name": name, "reason": error.strerror}
        raise Unreadable(Sentence(N_("The file %(name)s cannot be read: %(reason)s"), values)) from error


def decode(raw: bytes) -> str:
    """The text, without a byte order mark. Raises Unreadable."""
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Unreadable(Sentence(N_("The text is not UTF-8."))) from error


def read_scheme_file(name: str, read: Callable[[str, str], Scheme] = read_scheme) -> Scheme:
    """The scheme of the file, or the end of the command with everything that is wrong."""
    try:
        return read(decode(read_file(name)), name)
    except SchemeFileErrors as wrong:
        errors = wrong.errors
    except Unreadable as unreadable:
        errors = (SchemeFileError(name, "", unreadable.sentence),)
    refuse_in_json(errors_of(errors))


def errors_of(errors: tuple[SchemeFileError, ...]) -> dict[str, object]:
    """What is wrong with a scheme file, as `stegi scheme check` says it."""
    return {"errors": [error.as_json() for error in errors]}


def error_of(code: str, message: str) -> dict[str, object]:
    """One thing that is wrong with what was asked for."""
    return {"error": {"code": code, "field": "", "message": message}}


def refuse_in_json(data: object) -> NoReturn:
    """End the command with what is wrong."""
    print_json(data, indent=2)
    raise click.exceptions.Exit(REFUSED)


def print_json(data: object, indent: int | None) -> None:
    """UTF-8 whatever the terminal speaks; half a surrogate pair is written as the escape that JSON knows for it."""
    text = json.dumps(data, ensure_ascii=False, indent=indent, default=str)
    click.echo(text.encode("utf-8", "backslashreplace"))
