"""`stegi upgrade`: the database of an earlier version, brought up to this one."""

import click
from sqlalchemy import Connection
from sqlalchemy.orm import Session

from core import migrate
from core.audit import record
from core.commands import command_engine, print_json
from core.config import data_keys, database_url
from core.dates import utc_now
from core.errors import Refused
from core.installation import holds_rows, is_demonstration, is_missing
from core.provisions import lay_down
from core.rotation import refuse_other_keys
from core.sealed import install_keys
from core.text import N_, Sentence

NOTHING = Sentence(N_("There is no installation here to bring up to date: `stegi init` begins one."))
DEMONSTRATION = Sentence(N_("This database is a demonstration: make it anew by `stegi demo`."))
NEWER = Sentence(N_("This database is of a newer version than this service: update the service."))


@click.command("upgrade")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def upgrade_command(as_json: bool) -> None:
    """Bring an installation's database up to this version, all of it or nothing. Example: stegi upgrade

    Make a backup and stop the service first. Ends with 0 also when there is nothing to do. After STEGI_REGION was
    changed it writes down in which municipality of the new region every flat stands.
    """
    with command_engine(as_json=as_json) as engine:
        if is_missing(database_url()):
            raise Refused(NOTHING)
        install_keys(data_keys())
        with engine.connect() as connection:
            before = _upgradable(connection)
        if not migrate.is_current(engine):
            with migrate.rebuilding(database_url()) as connection:
                _upgrade(connection, before)
        with Session(engine) as session:
            missing = [str(said) for said in lay_down(session, utc_now())]
            session.commit()
        with engine.connect() as connection:
            after = migrate.revision_of(connection)
    if as_json:
        print_json({"before": before, "after": after, "missing": missing})
    else:
        click.echo(f"The database is at {after}." if before != after else f"There is nothing to do: {after}.")
        for said in missing:
            click.echo(f"Note: {said}", err=True)


def _upgradable(connection: Connection) -> str:
    """The last migration that is applied. Raises Refused where there is nothing that may be brought up to date."""
    revision = migrate.revision_of(connection)
    if revision is None or not holds_rows(connection):
        raise Refused(NOTHING)
    if is_demonstration(connection):
        raise Refused(DEMONSTRATION)
    if not migrate.is_known(revision):
        raise Refused(NEWER)
    return revision


def _upgrade(connection: Connection, before: str) -> None:
    """Migrate, and write down that it was done, in one transaction; keys that do not open what is there undo it."""
    migrate.upgrade_within(connection)
    refuse_other_keys(connection)
    with Session(connection) as session:
        values = {"before": before, "after": migrate.revision_of(connection)}
        record(session, "upgrade", actor=None, values=values)
        session.commit()  # the step; the transaction is the caller's
