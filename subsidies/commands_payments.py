"""`stegi payments`: bank files on the command line."""

from pathlib import Path

import click

from core.audit import record_read
from core.commands import command_database, print_json, write_file
from subsidies.services.bank_files import export_batch
from subsidies.services.payments import get_batch_named


@click.group("payments")
def payments_group() -> None:
    """Runs of payments and their bank files."""


@payments_group.command("export")
@click.argument("batch")
@click.option(
    "-o", "--output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="The file to write."
)
@click.option("--json", "as_json", is_flag=True, help="Answer in JSON.")
def export_command(batch: str, output: Path, as_json: bool) -> None:
    """Write the bank file of an approved run, named by its reference; every time the same bytes.

    Example: stegi payments export P-2026-11-1 -o november.xml
    """
    with command_database(as_json=as_json) as session:
        run = get_batch_named(session, batch)
        write_file(output, export_batch(run))
        record_read(session, "export-batch", run, actor=None)
        answer = {"batch": run.reference, "payments": len(run.payments), "sum": str(run.total), "file": str(output)}
    if as_json:
        print_json(answer)
    else:
        click.echo("{batch}: {payments} payments, {sum} EUR, in {file}".format(**answer))
