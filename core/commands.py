"""What commands share: the database without the web, and refusals as exit code 2."""

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn
from uuid import uuid4

import click
from sqlalchemy import Engine, create_engine
from sqlalchemy.exc import DBAPIError, IntegrityError
from sqlalchemy.orm import Session

from core import migrate
from core.config import SettingsError, data_keys, database_url
from core.db import prepare_engine, reason_of, snapshots_of
from core.errors import Refused, StegiError
from core.installation import is_demonstration, is_missing
from core.rotation import refuse_other_keys
from core.sealed import install_keys
from core.text import N_, Sentence

NEEDS_A_PERSON, REFUSED = 1, 2  # exit codes
PORTS = click.IntRange(1, 65535)
PORT = 8000  # without PORT or --port
NOT_CURRENT = Sentence(
    N_(
        "The database is not there yet or of another version; STEGI_DATABASE_URL says which it is. `stegi init` begins "
        "one, `stegi upgrade` brings an older one up to date."
    )
)


def own_address() -> str:
    """Where the service is reached: as it is set, else on this machine, on the port that `stegi serve` takes."""
    return os.environ.get("STEGI_ADDRESS") or f"http://127.0.0.1:{os.environ.get('PORT') or PORT}"


def address_option(help_text: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Of a command that prints a link."""
    shown = "STEGI_ADDRESS, else http://127.0.0.1 and PORT"
    return click.option("--address", default=own_address, show_default=shown, help=help_text)


class OneSentence(click.Command):
    """Says in one sentence, and as JSON where it is to, what is wrong with its own arguments too."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        as_json = "--json" in args
        try:
            return super().parse_args(ctx, args)
        except click.UsageError as error:
            refuse(error.format_message(), as_json=as_json)


@contextmanager
def command_database(*, as_json: bool, read_only: bool = False) -> Iterator[Session]:
    """The database that the environment names: one transaction, committed at the end, forgotten when it is refused.

    `read_only` sees one state of it however long that takes, and keeps no writer waiting.
    """
    with command_engine(as_json=as_json) as engine:
        if is_missing(database_url()) or not migrate.is_current(engine):
            raise Refused(NOT_CURRENT)
        with Session(snapshots_of(engine) if read_only else engine) as session:
            install_keys(data_keys(demonstration=is_demonstration(session.connection())))
            refuse_other_keys(session.connection())
            yield session
            session.commit()


@contextmanager
def command_engine(*, as_json: bool) -> Iterator[Engine]:
    """The way to the database that the environment names; what is refused meanwhile ends the command."""
    engine = create_engine(url_of_database(as_json=as_json), hide_parameters=True)
    prepare_engine(engine)
    try:
        yield engine
    except (SettingsError, StegiError) as refusal:
        refuse(str(refusal), as_json=as_json)
    except IntegrityError:  # services look before they write
        refuse("Somebody else wrote the same at this moment; nothing of this was kept.", as_json=as_json)
    except DBAPIError as error:
        refuse(f"The database does not answer: {reason_of(error)}", as_json=as_json)
    finally:
        engine.dispose()


def url_of_database(*, as_json: bool) -> str:
    """Where the rows are; an address that can be none ends the command."""
    try:
        return database_url()
    except SettingsError as error:
        refuse(str(error), as_json=as_json)


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int], None]]:
    """A bar on the terminal's standard error, told how much of how much is done; nothing where nobody looks."""
    with click.progressbar(length=1, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:

        def show(done: int, total: int) -> None:
            bar.length = max(1, total)
            bar.update(done - bar.pos)

        yield show


def refuse(message: str, *, as_json: bool) -> NoReturn:
    """End the command: the input was not taken, and why."""
    if as_json:
        print_json({"error": {"code": "refused", "field": "", "message": message}})
    else:
        click.echo(f"Error: {message}", err=True)
    raise click.exceptions.Exit(REFUSED)


def read_file(path: Path) -> bytes:
    """What a command was given. Raises Refused."""
    try:
        return path.read_bytes()
    except OSError as error:
        values = {"name": path.name, "reason": error.strerror}
        raise Refused(Sentence(N_("The file %(name)s cannot be read: %(reason)s"), values)) from error


def write_file(path: Path, content: bytes) -> None:
    """What a command was asked to put there, all of it or nothing. Raises Refused."""
    try:
        if path.exists() and not path.is_file():  # a terminal or a pipe takes it as it comes
            path.write_bytes(content)
            return
        part = path.with_name(f"{path.name}.part-{uuid4().hex}")
        try:
            part.write_bytes(content)
            part.replace(path.resolve())
        finally:
            part.unlink(missing_ok=True)
    except OSError as error:
        raise Refused(Sentence(N_("The file cannot be written: %(why)s"), {"why": error.strerror or ""})) from error


def print_json(data: object) -> None:
    """On standard output, in UTF-8 whatever the terminal speaks."""
    click.echo(json.dumps(data, ensure_ascii=False, indent=2).encode("utf-8", "backslashreplace"))


def print_report(answer: dict[str, object], *, as_json: bool) -> None:
    """What an import answers, as JSON or in lines."""
    if as_json:
        print_json(answer)
        return
    for name, value in answer.items():
        if not isinstance(value, list):
            click.echo(f"{name}: {value}")
        for entry in value if isinstance(value, list) else ():
            words = entry.values() if isinstance(entry, dict) else [entry]
            click.echo(f"{name}: {' '.join(map(str, words))}")
