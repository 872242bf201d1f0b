"""The demonstration's ground: two centres, staff of every role, and the file that says how to sign in."""

import json
import secrets
from datetime import datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask_security import hash_password
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from core.auth.models import Role, User
from core.auth.permissions import StaffRole
from core.errors import Refused
from core.installation import Installation, holds_rows, is_demonstration
from core.structure import Centre
from core.text import N_, Sentence

FILE = "demo.json"

# City centres, not the offices, whose addresses are not published.
CENTRES = (
    ("heraklion", "Ηράκλειο", "Heraklion", 35.3387, 25.1442),
    ("chania", "Χανιά", "Chania", 35.5138, 24.0180),
)
# Invented people.
STAFF = (
    (StaffRole.HOUSING_OFFICER, "Ελένη Μαρκάκη"),
    (StaffRole.FINANCE_OFFICER, "Σοφία Δασκαλάκη"),
    (StaffRole.FINANCE_APPROVER, "Νίκος Βαρδάκης"),
    (StaffRole.ADMINISTRATOR, "Άννα Ρουσάκη"),
)


def refuse_other_data(connection: Connection) -> None:
    """Raise Refused when the database holds rows that are no demonstration's, whoever's tables they are in."""
    if not is_demonstration(connection) and holds_rows(connection):
        raise Refused(
            Sentence(
                N_("This database holds other data: name another one for the demonstration by STEGI_DATABASE_URL.")
            )
        )


def create(session: Session, at: datetime) -> list[dict[str, str]]:
    """Add centres and staff; returns how each of them signs in."""
    session.add(Installation(id=1, is_demonstration=True, created_at=at))
    session.add_all(
        Centre(key=key, name_el=name_el, name_en=name_en, latitude=latitude, longitude=longitude)
        for key, name_el, name_en, latitude, longitude in CENTRES
    )
    accounts = []
    for role, name in STAFF:
        password = secrets.token_urlsafe(12)
        accounts.append({"role": str(role), "email": f"{role}@example.org", "password": password})
        session.add(_user(role, name, password, at))
    session.flush()
    return accounts


def _user(role: StaffRole, name: str, password: str, at: datetime) -> User:
    return User(
        email=f"{role}@example.org",
        name=name,
        password=hash_password(password),
        active=True,
        fs_uniquifier=secrets.token_hex(16),
        created_at=at,
        roles=[Role(name=role)],
    )


def staff(session: Session, role: StaffRole) -> User:
    """The demonstration's person in a role."""
    return session.scalars(select(User).where(User.email == f"{role}@example.org")).one()


def write_accounts(instance: Path, accounts: list[dict[str, Any]]) -> None:
    """Write the file with the accounts, for the eyes of this machine's user alone."""
    path = instance / FILE
    path.touch(mode=0o600)
    path.chmod(0o600)
    path.write_text(json.dumps(accounts, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")


def read_accounts(instance: Path) -> list[dict[str, Any]] | None:
    """What `write_accounts` wrote; None without the file."""
    path = instance / FILE
    return json.loads(path.read_text(encoding="utf-8")) if path.exists() else None


def accounts_at(instance: Path, address: str) -> list[dict[str, Any]]:
    """The accounts with the household's link leading to `address`, in the file as well."""
    accounts = read_accounts(instance) or []
    for account in accounts:
        if "link" in account:
            account["link"] = address + urlsplit(account["link"]).path
    write_accounts(instance, accounts)
    return accounts
