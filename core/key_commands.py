"""`stegi keys`: make a data key, and seal everything anew under the newest."""

import sys
from collections import Counter
from itertools import chain

import click
from sqlalchemy.orm import Session

from core.audit import record
from core.commands import NEEDS_A_PERSON, command_database, print_json
from core.config import SettingsError, data_keys, documents_at
from core.crypto import new_key
from core.documents.files import FileStore
from core.documents.resealing import count_files_by_key, seal_files_anew
from core.rotation import count_by_key, seal_anew
from core.sealed import keys

WHAT_TO_DO = """
1. Keep a copy of it apart from the database and its backups: without it nobody reads what is sealed.
2. Put it before the keys that are there, which stay: STEGI_DATA_KEYS={number}:...{others}
3. Restart every server of the service. What is written from now on is sealed under key {number}.
"""
CAN_GO = (
    "Nothing here needs key {number} any more; older backups still do. "
    "Take it out of STEGI_DATA_KEYS once every server was begun anew with both keys."
)
STILL_NEEDED = (
    "{left} values came under key {number} meanwhile: restart the service with the new key, then rotate again."
)
THEN_ROTATE = "4. `stegi keys rotate` seals the rest anew and says when an older key can go.\n"


@click.group(name="keys")
def keys_group() -> None:
    """The keys that seal what is written about people."""


@keys_group.command("new")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def new_command(as_json: bool) -> None:
    """Print a fresh key and what to do with it. Example: stegi keys new"""
    older = _numbers()
    number = max(older, default=0) + 1
    written = f"{number}:{new_key()}"
    if as_json:
        print_json({"number": number, "key": written})
        return
    click.echo(written)
    others = "".join(f",{other}:..." for other in older)
    click.echo(WHAT_TO_DO.format(number=number, others=others) + (THEN_ROTATE if older else ""), err=True, nl=False)


@keys_group.command("rotate")
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def rotate_command(as_json: bool) -> None:
    """Seal everything under the newest key, while the service runs. Example: stegi keys rotate

    First put the new key before the old ones and restart every server: one that still runs with the old keys alone
    cannot read what is sealed anew.
    """
    with command_database(as_json=as_json) as session:
        done = _rotate(session)
        counted = _count(session)
    newest, older = keys().current, sorted(set(keys().keys) - {keys().current})
    left = {number: counted.get(number, 0) for number in older}
    if as_json:
        can_go = [number for number in older if not left[number]]
        print_json({"key": newest, "sealed_anew": done, "left": left, "can_go": can_go})
    else:
        click.echo(f"{done} values were sealed anew; {counted.get(newest, 0)} are under key {newest}.")
        for number in older:
            click.echo((STILL_NEEDED if left[number] else CAN_GO).format(number=number, left=left[number]))
    if any(left.values()):
        raise click.exceptions.Exit(NEEDS_A_PERSON)


def _rotate(session: Session) -> int:
    """Seal anew, a commit after each few hundred values, so that a rotation that was stopped goes on where it was."""
    counted = _count(session)
    to_do = sum(counted.values()) - counted.get(keys().current, 0)
    with click.progressbar(length=to_do, label="Sealing anew", file=sys.stderr) as progress:
        for done in chain(seal_anew(session), seal_files_anew(_store())):
            session.commit()
            progress.update(done)
    if to_do:
        record(session, "rotate-keys", actor=None, values={"key": keys().current, "values": progress.pos})
    return progress.pos


def _count(session: Session) -> Counter[int]:
    """Values in the database and files of documents, by the key they are under."""
    return Counter(count_by_key(session.connection())) + Counter(count_files_by_key(_store()))


def _store() -> FileStore:
    return FileStore.at(*documents_at())


def _numbers() -> list[int]:
    """The keys that the environment holds, the newest first; none when there are none that can be used."""
    try:
        return sorted(data_keys().keys, reverse=True)
    except SettingsError:
        return []
