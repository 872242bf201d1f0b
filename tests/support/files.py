"""The bytes of a database on the disk, as somebody sees them who has the files and no keys."""

import re
from pathlib import Path

from sqlalchemy import create_engine, make_url, text


def database_bytes(url: str) -> bytes:
    """Everything in the files of the database: SQLite's with its log, or the folder of PostgreSQL's server."""
    files = _postgresql_files(url) if url.startswith("postgresql") else _sqlite_files(url)
    return b"\n".join(file.read_bytes() for file in files)


def _sqlite_files(url: str) -> list[Path]:
    path = Path(make_url(url).database or "")
    return sorted(path.parent.glob(f"{path.name}*"))


def _postgresql_files(url: str) -> list[Path]:
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        number = connection.scalar(text("SELECT oid FROM pg_database WHERE datname = current_database()"))
    engine.dispose()
    server = Path(str(make_url(url).query["host"]))
    return [file for file in (server / "data" / "base" / str(number)).iterdir() if re.match(r"\d", file.name)]
