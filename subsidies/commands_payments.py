"""`stegi payments`: bank files on the command line."""

import json
from pathlib import Path
from typing import NoReturn

import click
from flask.cli import with_appcontext

from core.errors import StegiError
from core.session import db_session, settings
from subsidies.services.bank_files import debtor_of, export_batch
from subsidies.services.payments import get_batch_named

REFUSED = 2


@click.group("payments")
def payments_group() -> None:
    """Runs of payments and their bank files."""


@payments_group.command("export")
@click.argument("batch")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
@with_appcontext
def export_command(batch: str, output: Path, as_json: bool) -> None:
    """Write the bank file of an approved run, named by its reference; every time the same bytes.

    Example: stegi payments export P-2026-11-1 -o november.xml
    """
    try:
        run = get_batch_named(db_session(), batch)
        file = export_batch(run, debtor_of(settings()))
        output.write_bytes(file)
    except (StegiError, OSError) as refusal:
        _refuse(str(refusal), as_json)
    answer = {"batch": run.reference, "payments": len(run.payments), "sum": str(run.total), "file": str(output)}
    click.echo(json.dumps(answer) if as_json else "{batch}: {payments} payments, {sum} EUR, in {file}".format(**answer))


def _refuse(message: str, as_json: bool) -> NoReturn:
    click.echo(json.dumps({"error": {"message": message}}) if as_json else message, err=not as_json)
    raise SystemExit(REFUSED)
