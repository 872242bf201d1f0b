"""Databases to make backups of, and what is in them."""

from click.testing import CliRunner, Result
from sqlalchemy import create_engine

from cli import main
from core.backup import rows as stored_rows
from tests.support.keys import TEXT

PHONE = "+302810000001"  # of the landlord that tests/support/rows.py adds


def stegi(url: str, *args: object, keys: str = TEXT) -> Result:
    environment = {"STEGI_DATABASE_URL": url, "STEGI_DATA_KEYS": keys}
    return CliRunner().invoke(main, list(map(str, args)), env=environment, catch_exceptions=False)


def content(url: str) -> dict[str, list[bytes]]:
    """Every table, row by row."""
    engine = create_engine(url)
    with engine.connect() as connection:
        found = {table.name: list(stored_rows.lines(connection, table)) for table in stored_rows.tables(connection)}
    engine.dispose()
    return found
