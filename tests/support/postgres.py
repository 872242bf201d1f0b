"""A real PostgreSQL server of our own, and databases in it.

It listens on a Unix socket only and writes nothing safely, for nothing in it outlives the run.
"""

import os
import pwd
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psycopg
from psycopg.sql import SQL, Identifier

USER = "stegi"
SECONDS_TO_START = 60
SETTINGS = {
    "listen_addresses": "",
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "autovacuum": "off",
    "jit": "off",
    "shared_buffers": "64MB",
    "timezone": "Europe/Athens",  # not UTC: an instant stored without its zone must not pass by luck
}


@contextmanager
def running_server() -> Iterator[Path]:
    """Start a server and give its socket directory; it ends with this block, or with the process that started it."""
    # Not under TMPDIR: a socket's path is short, and the server's user must be able to reach it.
    directory = Path(tempfile.mkdtemp(prefix="stegi-postgres-", dir="/tmp"))
    try:
        process = _start(directory)
        try:
            _wait_until_ready(directory, process)
            yield directory
        finally:
            process.terminate()
            process.wait(timeout=30)
    finally:
        shutil.rmtree(directory)


def url(server: Path, name: str) -> str:
    """Where a database of the server is."""
    return f"postgresql://{USER}@/{name}?host={server}"


def create(server: Path, name: str, template: str = "template1") -> None:
    """Make a database like another, to which nobody is connected."""
    _execute(server, SQL("CREATE DATABASE {} TEMPLATE {}").format(Identifier(name), Identifier(template)))


@contextmanager
def database(server: Path, name: str) -> Iterator[str]:
    """The URL of an empty database, which is dropped at the end."""
    create(server, name)
    try:
        yield url(server, name)
    finally:
        drop(server, name)


def drop(server: Path, name: str) -> None:
    """Take a database away, whoever is connected to it."""
    _execute(server, SQL("DROP DATABASE {} WITH (FORCE)").format(Identifier(name)))


def _execute(server: Path, statement: SQL) -> None:
    with psycopg.connect(host=str(server), user=USER, dbname="postgres", autocommit=True) as connection:
        connection.execute(statement)


def _start(directory: Path) -> subprocess.Popen[bytes]:
    binaries = find_binaries()
    data = directory / "data"
    if os.geteuid() == 0:
        shutil.chown(directory, "postgres", pwd.getpwnam("postgres").pw_gid)
    subprocess.run(
        [*_as_server_user(), binaries / "initdb", "--pgdata", data, "--username", USER, "--auth=trust"]
        + ["--encoding=UTF8", "--locale=C.UTF-8", "--no-sync", "--no-instructions"],
        check=True,
        stdout=subprocess.DEVNULL,
        cwd=directory,
    )
    settings = [argument for name, value in SETTINGS.items() for argument in ("-c", f"{name}={value}")]
    with (directory / "log").open("wb") as log:
        return subprocess.Popen(
            [*_as_server_user(), binaries / "postgres", "-D", data, "-k", directory, *settings],
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            cwd=directory,
            start_new_session=True,  # Ctrl-C is for the tests, which then stop the server themselves
        )


def _as_server_user() -> list[str]:
    """PostgreSQL refuses to run as root; a server whose starter was killed gets SIGINT and shuts down too."""
    prefix = ["setpriv", "--pdeathsig", "INT"]
    return [*prefix, "--reuid=postgres", "--regid=postgres", "--init-groups"] if os.geteuid() == 0 else prefix


def find_binaries() -> Path:
    debian = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    found = str(debian[-1]) if debian else shutil.which("initdb")
    if found is None:
        raise RuntimeError("The PostgreSQL server is not installed: run `make system-packages`.")
    return Path(found).parent


def _wait_until_ready(directory: Path, process: subprocess.Popen[bytes]) -> None:
    give_up_at = time.monotonic() + SECONDS_TO_START
    while time.monotonic() < give_up_at and process.poll() is None:
        try:
            _execute(directory, SQL("SELECT 1"))
            return
        except psycopg.OperationalError:
            time.sleep(0.05)
    raise RuntimeError(f"PostgreSQL did not start:\n{(directory / 'log').read_text()}")
