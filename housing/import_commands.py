"""`stegi import`: files taken in by command: adverts, landlords, households, leases, and beside them those of maps."""

from collections.abc import Callable
from dataclasses import asdict
from pathlib import Path
from typing import Any

import click
from sqlalchemy.orm import Session

from core.commands import NEEDS_A_PERSON, REFUSED, command_database, print_report, progress_bar, read_file
from core.dates import utc_now
from core.errors import Refused
from core.importing.report import report
from core.structure import Centre, list_centres
from core.text import N_, Sentence
from housing.services.importing.file_kinds import HOUSEHOLDS, LANDLORDS, LEASES, LISTINGS, FileKind
from housing.services.importing.imports import Import, Stored, import_file
from maps.import_command import import_places


@click.group("import")
def import_group() -> None:
    """Take files into the database."""


import_group.add_command(import_places)


def import_options(command: Callable[..., None]) -> Callable[..., None]:
    """What every import takes."""
    options = (
        click.argument("file", metavar="FILE", type=click.Path(path_type=Path)),
        click.option("--source", help="Where the rows come from; the same name each time.  [default: the file's name]"),
        click.option(
            "--centre", "centre_key", metavar="KEY", help="Who works on them.  [default: the nearest to each]"
        ),
        click.option("--dry-run", is_flag=True, help="Say what would happen, and store nothing."),
        click.option("--accept-valid", is_flag=True, help="Take the good rows even if others have faults."),
        click.option("--json", "as_json", is_flag=True, help="As JSON."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@import_group.command("listings")
@import_options
def import_listings(**options: Any) -> None:
    """Import adverts from a spreadsheet or a text file.

    Exits with 0, with 1 when rows want looking at, and with 2 when nothing was taken.

    \b
    Example:
      stegi import listings adverts.xlsx --source portal --centre CENTRE
    """
    import_kind(LISTINGS, **options)


@import_group.command("landlords")
@import_options
def import_landlords(**options: Any) -> None:
    """Import landlords from a spreadsheet or a text file: name, kind, telephone, e-mail, tax number, IBAN.

    What is known of a landlord stays as it is; what is not known is added. Exit codes are those of `import listings`.

    \b
    Example:
      stegi import landlords owners.xlsx --centre CENTRE
    """
    import_kind(LANDLORDS, **options)


@import_group.command("households")
@import_options
def import_households(**options: Any) -> None:
    """Import households from a spreadsheet or a text file: one row for each person, with the number of the household.

    A household is taken whole. What is known stays as it is; what is not known is added. `--centre` serves those that
    name none in a column. Exit codes are those of `import listings`.

    \b
    Example:
      stegi import households families.xlsx --source register --centre CENTRE
    """
    import_kind(HOUSEHOLDS, **options)


@import_group.command("leases")
@import_options
def import_leases(**options: Any) -> None:
    """Import leases that run already from a spreadsheet or a text file, with their flats and landlords.

    Each row names its household, by the number that it has here or at its source, the flat, the landlord, first and
    last day and the rent. What is known stays as it is; what is not known is added. With `--centre` only households of
    that centre are meant. Exit codes are those of `import listings`.

    \b
    Example:
      stegi import leases leases.xlsx --source register --centre CENTRE
    """
    import_kind(LEASES, **options)


def import_kind(
    kind: FileKind,
    *,
    file: Path,
    source: str | None,
    centre_key: str | None,
    dry_run: bool,
    accept_valid: bool,
    as_json: bool,
) -> None:
    """Take in one file, say what came of it, and end with the exit code."""
    with command_database(as_json=as_json) as session, progress_bar("Importing") as progress:
        done = import_file(
            session,
            kind,
            file.name,
            read_file(file),
            source=source or file.stem,
            centres=[find_centre(session, centre_key)] if centre_key else list_centres(session),
            accept_valid=accept_valid,
            actor=None,
            at=utc_now(),
            progress=progress,
        )
        if dry_run:
            session.rollback()
    answer = report(done.read, **asdict(done.stored or Stored()))
    print_report(answer, as_json=as_json)
    raise click.exceptions.Exit(_exit_code(done))


def find_centre(session: Session, key: str) -> Centre:
    """The centre of this key. Raises Refused with those that there are."""
    centres = {centre.key: centre for centre in list_centres(session)}
    if key not in centres:
        known = ", ".join(centres)
        raise Refused(Sentence(N_("There is no centre %(key)s; known: %(known)s."), {"key": key, "known": known}))
    return centres[key]


def _exit_code(done: Import) -> int:
    if done.stored is None:
        return REFUSED
    return NEEDS_A_PERSON if done.read.rejected or done.read.warnings else 0
