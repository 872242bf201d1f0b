"""`stegi init`: an empty installation, ready for its administrator."""

import sys
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any, NoReturn

import click
from sqlalchemy import make_url

from core import migrate
from core.auth.invitations import DAYS_VALID
from core.commands import address_option, command_database, command_engine, print_json, refuse
from core.config import data_keys, database_url, instance_folder, make_folder
from core.dates import utc_now
from core.emails import check_email
from core.errors import Refused
from core.founding import Beginning, found
from core.installation import holds_rows, is_missing
from core.provisions import lay_down
from core.structure.building import LATITUDES, LONGITUDES, CentreDetails, Names, check_key
from core.text import N_, Sentence

# By option, what is asked on a terminal.
QUESTIONS = {
    "programme": "Name of the programme in Greek",
    "programme-en": "Name of the programme in Latin letters",
    "project": "Name of its first regional project in Greek",
    "project-en": "Name of the project in Latin letters",
    "partner": "Name of the lead partner in Greek",
    "partner-en": "Name of the lead partner in Latin letters",
    "centre": "Name of its first centre in Greek",
    "centre-en": "Name of the centre in Latin letters",
    "centre-key": "Short name of the centre, such as north-coast",
    "latitude": "Latitude of the centre, such as 37.44",
    "longitude": "Longitude of the centre, such as 25.37",
    "administrator": "Name of the administrator",
    "email": "E-mail address of the administrator",
}
NOT_EMPTY = Sentence(N_("This database holds data already: STEGI_DATABASE_URL says which one it is."))
NO_DEGREES = Sentence(
    N_("Latitude and longitude are degrees: in Greece the first lies between 34 and 42, the second between 19 and 30.")
)


def _with_questions(command: Callable[..., None]) -> Callable[..., None]:
    for name, question in reversed(QUESTIONS.items()):
        command = click.option(f"--{name}", help=f"{question}.")(command)
    return command


@click.command("init")
@_with_questions
@address_option("Where the service will answer.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON, and ask nothing.")
def init(address: str, as_json: bool, **given: Any) -> None:
    """Begin an empty installation, and print the link by which its administrator comes in.

    What is not given is asked for. The database is made ready; one that holds anything is left alone.

    \b
    Example:
      stegi init --programme "Πρόγραμμα ένταξης" --programme-en "Integration programme"
        --project "Κυκλάδες" --project-en "Cyclades" --partner "Φάρος" --partner-en "Lighthouse"
        --centre "Βόρεια ακτή" --centre-en "North coast" --centre-key north-coast
        --latitude 37.44 --longitude 25.37
        --administrator "Μαρία Καλλή" --email maria@example.org --address https://stegi.example.org
    """
    _refuse_unready(as_json=as_json)  # before the first question: an answer is typed once
    answers = {
        name: _check(name, given[name.replace("-", "_")], as_json) or _ask(name, question, as_json)
        for name, question in QUESTIONS.items()
    }
    _make_ready(as_json=as_json)
    at = utc_now()
    with command_database(as_json=as_json) as session:
        token = found(session, _beginning(answers), at=at)
        lay_down(session, at)
    link = f"{address.rstrip('/')}/invitation/{token}"
    if as_json:
        print_json({"administrator": answers["email"], "link": link, "days_valid": DAYS_VALID})
    else:
        click.echo(f"The installation is ready. Within {DAYS_VALID} days the administrator sets a password, once, by")
        click.echo(link)
        click.echo(f"If it is lost or expires, `stegi link {answers['email']}` makes another.", err=True)


def _check(name: str, given: str | None, as_json: bool) -> str:
    """What an option says; empty where it says nothing."""
    try:
        return _checked(name, given or "")
    except click.UsageError as error:
        refuse(error.message, as_json=as_json)


def _ask(name: str, question: str, as_json: bool) -> str:
    if as_json or not sys.stdin.isatty():
        _missing(name, question, as_json)
    answer: str = click.prompt(question, value_proc=partial(_checked, name))
    return answer


def _checked(name: str, answer: str) -> str:
    """The answer; of one that cannot be used click says why, and asks again without losing those before."""
    answer = answer.strip()
    try:
        if answer and name in CHECKS:
            CHECKS[name](answer)
    except Refused as refusal:
        raise click.UsageError(str(refusal)) from None
    return answer


def _missing(name: str, question: str, as_json: bool) -> NoReturn:
    refuse(f"--{name} is missing: {question}.", as_json=as_json)


def _refuse_unready(*, as_json: bool) -> None:
    """A database that holds anything, whoever's, or without its keys: better none than one that nobody can read."""
    with command_engine(as_json=as_json) as engine:
        data_keys()
        if is_missing(database_url()):
            return
        with engine.connect() as connection:
            if holds_rows(connection):
                raise Refused(NOT_EMPTY)


def _make_ready(*, as_json: bool) -> None:
    """Bring an empty database up to date."""
    with command_engine(as_json=as_json) as engine:
        path = make_url(database_url()).database
        if engine.dialect.name == "sqlite" and path:
            make_folder(Path(path).parent)
        make_folder(instance_folder())
        migrate.upgrade(database_url())


def _beginning(answers: Mapping[str, str]) -> Beginning:
    latitude, longitude = _latitude(answers["latitude"]), _longitude(answers["longitude"])
    return Beginning(
        programme=Names(answers["programme"], answers["programme-en"]),
        project=Names(answers["project"], answers["project-en"]),
        partner=Names(answers["partner"], answers["partner-en"]),
        centre=CentreDetails(answers["centre"], answers["centre-en"], answers["centre-key"], latitude, longitude),
        administrator=answers["administrator"],
        email=answers["email"],
    )


def _degrees(between: tuple[int, int], text: str) -> float:
    try:
        degrees = float(text.replace(",", "."))
    except ValueError:
        raise Refused(NO_DEGREES) from None
    least, most = between
    if not least <= degrees <= most:
        raise Refused(NO_DEGREES)
    return degrees


_latitude, _longitude = partial(_degrees, LATITUDES), partial(_degrees, LONGITUDES)

CHECKS: Mapping[str, Callable[[str], object]] = {  # what of an answer can be wrong
    "centre-key": check_key,
    "latitude": _latitude,
    "longitude": _longitude,
    "email": check_email,
}
