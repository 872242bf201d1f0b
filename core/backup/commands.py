"""`stegi backup` and `stegi restore`."""

from pathlib import Path

import click
from sqlalchemy import create_engine
from sqlalchemy.exc import DBAPIError

from core.backup.archive import opened
from core.backup.making import NOTHING, make_backup
from core.backup.restoring import restore, restore_documents
from core.commands import print_json, refuse, url_of_database
from core.config import SettingsError, data_keys, database_url, documents_at
from core.dates import utc_now
from core.db import prepare_engine, reason_of
from core.documents.files import FileStore
from core.errors import Refused
from core.installation import is_missing
from core.migrate import rebuilding

_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("backup")
@click.argument("file", type=_FILE)
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def backup_command(file: Path, as_json: bool) -> None:
    """Write a consistent copy of everything but the keys, while the service runs. Example: stegi backup monday.stegi"""
    url = url_of_database(as_json=as_json)
    if is_missing(url):
        refuse(str(NOTHING), as_json=as_json)
    engine = create_engine(url, hide_parameters=True)
    prepare_engine(engine)
    try:
        made = make_backup(engine, FileStore.at(*documents_at()), file, at=utc_now())
    except Refused as refusal:
        refuse(str(refusal), as_json=as_json)
    except OSError as error:
        refuse(f"{file} cannot be written: {error.strerror}", as_json=as_json)
    except DBAPIError as error:
        refuse(f"The database does not answer: {reason_of(error)}", as_json=as_json)
    finally:
        engine.dispose()
    size = file.stat().st_size
    if as_json:
        print_json({"file": str(file), "tables": made.tables, "documents": made.documents, "bytes": size})
    else:
        click.echo(f"{made.tables} tables, {made.documents} documents, {size} bytes: {file}")
        click.echo("Keep the keys (STEGI_DATA_KEYS) apart from it.", err=True)


@click.command("restore")
@click.argument("file", type=_FILE)
@click.option("--replace", is_flag=True, help="Replace what the database holds.")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def restore_command(file: Path, replace: bool, as_json: bool) -> None:
    """Put a backup back, all of it or nothing; stop the service first. Example: stegi restore monday.stegi"""
    if not file.exists():
        refuse(f"There is no file {file}.", as_json=as_json)
    try:
        with opened(file) as backup, rebuilding(database_url()) as connection:
            rows = restore(connection, backup, replace=replace, find_keys=data_keys, at=utc_now())
            restore_documents(FileStore.at(*documents_at()), backup)
    except (Refused, SettingsError) as refusal:
        refuse(str(refusal), as_json=as_json)
    except DBAPIError as error:
        refuse(f"The database did not take it: {reason_of(error)}", as_json=as_json)
    except OSError as error:
        refuse(f"The documents could not be laid down: {error.strerror}", as_json=as_json)
    if as_json:
        print_json({"rows": rows, "made_at": backup.manifest.made_at})
    else:
        click.echo(f"{rows} rows are back as they were at {backup.manifest.made_at}.")
