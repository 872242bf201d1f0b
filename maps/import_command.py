"""`stegi import places`: places of interest taken in by command."""

from dataclasses import asdict
from datetime import datetime
from pathlib import Path

import click

from core.commands import NEEDS_A_PERSON, REFUSED, command_database, print_report, read_file
from core.dates import utc_now
from core.importing.report import report
from maps.amenities import AmenityKind
from maps.services.amenities import AmenityImport, FileFacts, Replaced, import_amenities


@click.command("places")
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--source", help="Who says so; the same name each time.  [default: the file's name]")
@click.option("--date", "dated", required=True, type=click.DateTime(["%Y-%m-%d"]), help="As of which day it says so.")
@click.option("--kind", type=click.Choice([str(kind) for kind in AmenityKind]), help="Of rows that do not say theirs.")
@click.option("--dry-run", is_flag=True, help="Say what would happen, and store nothing.")
@click.option("--accept-valid", is_flag=True, help="Take the good rows even if others have faults.")
@click.option("--json", "as_json", is_flag=True, help="As JSON.")
def import_places(
    file: Path,
    source: str | None,
    dated: datetime,
    kind: str | None,
    dry_run: bool,
    accept_valid: bool,
    as_json: bool,
) -> None:
    """Import schools, clinics, pharmacies, bus stops, community centres and public offices.

    FILE is GeoJSON, a text file or a spreadsheet. What it says takes the place of all that its source said before:
    a place that it no longer names is gone. Rows of other kinds are left out.

    Exits with 0, with 1 when rows want looking at, and with 2 when nothing was taken.

    \b
    Example:
      stegi import places schools.geojson --source municipality --date 2026-09-01 --kind school
    """
    with command_database(as_json=as_json) as session:
        done = import_amenities(
            session,
            file.name,
            read_file(file),
            FileFacts(source or file.stem, dated.date(), AmenityKind(kind) if kind else None),
            accept_valid=accept_valid,
            actor=None,
            at=utc_now(),
        )
        if dry_run:
            session.rollback()
    counts = asdict(done.stored or Replaced())
    print_report(report(done.read, **counts, left_out=len(done.read.left_out)), as_json=as_json)
    raise click.exceptions.Exit(_exit_code(done))


def _exit_code(done: AmenityImport) -> int:
    if done.stored is None:
        return REFUSED
    return NEEDS_A_PERSON if done.read.rejected or done.read.warnings else 0
