"""`stegi init`: an empty installation, ready for its administrator."""

import sys
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any, NoReturn

import click
from sqlalchemy import make_url

from core import migrate
from core.auth.invitations import DAYS_VALID
from core.commands import address_option, command_database, command_engine, print_json, refuse
from core.config import data_keys, database_url
from core.dates import utc_now
from core.errors import Refused
from core.founding import Beginning, found
from core.installation import holds_rows
from core.provisions import lay_down
from core.structure.building import CentreDetails, Names
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
NO_DEGREES = Sentence(N_("Latitude and longitude are degrees, such as 37.44 and 25.37."))


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
    answers = {
        name: (given[name.replace("-", "_")] or _ask(name, question, as_json)).strip()
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


def _ask(name: str, question: str, as_json: bool) -> str:
    if as_json or not sys.stdin.isatty():
        _missing(name, question, as_json)
    answer: str = click.prompt(question)
    return answer


def _missing(name: str, question: str, as_json: bool) -> NoReturn:
    refuse(f"--{name} is missing: {question}.", as_json=as_json)


def _make_ready(*, as_json: bool) -> None:
    """Bring an empty database up to date. Refused when it holds anything, whoever's."""
    with command_engine(as_json=as_json) as engine:
        data_keys()  # better no database than one whose keys are still to be made
        path = make_url(database_url()).database
        if engine.dialect.name == "sqlite" and path:
            Path(path).parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with engine.connect() as connection:
            if holds_rows(connection):
                raise Refused(NOT_EMPTY)
        migrate.upgrade(database_url())


def _beginning(answers: Mapping[str, str]) -> Beginning:
    latitude, longitude = _degrees(answers["latitude"], 90), _degrees(answers["longitude"], 180)
    return Beginning(
        programme=Names(answers["programme"], answers["programme-en"]),
        project=Names(answers["project"], answers["project-en"]),
        partner=Names(answers["partner"], answers["partner-en"]),
        centre=CentreDetails(answers["centre"], answers["centre-en"], answers["centre-key"], latitude, longitude),
        administrator=answers["administrator"],
        email=answers["email"],
    )


def _degrees(text: str, most: int) -> float:
    try:
        degrees = float(text.replace(",", "."))
    except ValueError:
        raise Refused(NO_DEGREES) from None
    if not -most <= degrees <= most:
        raise Refused(NO_DEGREES)
    return degrees
