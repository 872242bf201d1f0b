"""The demonstration's ground: a project with two centres, staff of every role, the file that says how to sign in."""

import json
import secrets
from datetime import date, datetime, time
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from flask_security import hash_password
from sqlalchemy import Connection, select
from sqlalchemy.orm import Session

from core.audit import record
from core.auth import second_factor, totp
from core.auth.models import Post, User
from core.auth.permissions import StaffRole
from core.auth.posts import duty_on
from core.dates import ATHENS, day_of
from core.errors import Refused
from core.installation import Installation, holds_rows, is_demonstration
from core.structure import Centre, CentreOperation, Partner, Programme, Project, Unit
from core.text import N_, Sentence

FILE = "demo.json"

BEGUN_ON = date(2025, 1, 1)
PROGRAMME = ("Πρόγραμμα ένταξης", "Integration programme")
PROJECT = ("Κρήτη", "Crete")
# Invented partners, the lead first, and the centre each runs: city centres, not the offices, whose addresses are not
# published.
CENTRES = (
    ("Αστική Εταιρεία Πλοηγός", "Pilot Society", "heraklion", "Ηράκλειο", "Heraklion", 35.3387, 25.1442),
    ("Σύλλογος Φάρος", "Lighthouse Association", "chania", "Χανιά", "Chania", 35.5138, 24.0180),
)
PHONES = {"heraklion": "+302810990000", "chania": "+302821099000"}
# Invented people; the administrator's post is at the programme, the others' at the project.
STAFF = (
    (StaffRole.HOUSING_OFFICER, "Ελένη Μαρκάκη"),
    (StaffRole.FINANCE_OFFICER, "Σοφία Δασκαλάκη"),
    (StaffRole.FINANCE_APPROVER, "Νίκος Βαρδάκης"),
    (StaffRole.ADMINISTRATOR, "Άννα Ρουσάκη"),
)
COLLEAGUE = ("Μιχάλης Λεντάρης", "chania")  # the whole demonstration has an officer for each centre


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
    project = _create_structure(session)
    accounts = []
    for role, name in STAFF:
        password = secrets.token_urlsafe(12)
        accounts.append({"role": str(role), "email": f"{role}@example.org", "password": password})
        place: dict[str, Unit] = (
            {"programme": project.programme} if role is StaffRole.ADMINISTRATOR else {"project": project}
        )
        user = _user(f"{role}@example.org", name, password, at)
        session.add(Post(user=user, role=role, starts_on=BEGUN_ON, **place))
        session.flush()
        if second_factor.is_required_of(staff(session, role, at)):
            accounts[-1]["totp_secret"] = totp.give_app(session, user, at=at)
    record(session, "create-demonstration", actor=None)
    return accounts


def add_colleague(session: Session, at: datetime) -> tuple[User, dict[str, str]]:
    """One more housing officer, at work at one centre alone; and how the colleague signs in."""
    role, password, (name, key) = StaffRole.HOUSING_OFFICER, secrets.token_urlsafe(12), COLLEAGUE
    user = _user(f"{role}.{key}@example.org", name, password, at)
    centre = session.scalars(select(Centre).where(Centre.key == key)).one()
    session.add(Post(user=user, role=role, starts_on=BEGUN_ON, centre=centre))
    session.flush()
    return _at_work(session, user, at), {"role": str(role), "email": user.email, "password": password}


def _create_structure(session: Session) -> Project:
    programme = Programme(name_el=PROGRAMME[0], name_en=PROGRAMME[1], starts_on=BEGUN_ON)
    project = Project(programme=programme, name_el=PROJECT[0], name_en=PROJECT[1], starts_on=BEGUN_ON)
    for number, (partner_el, partner_en, key, name_el, name_en, latitude, longitude) in enumerate(CENTRES):
        partner = Partner(
            project=project, name_el=partner_el, name_en=partner_en, is_lead=number == 0, starts_on=BEGUN_ON
        )
        centre = Centre(
            key=key, name_el=name_el, name_en=name_en, latitude=latitude, longitude=longitude, phone=PHONES[key]
        )
        session.add(CentreOperation(partner=partner, centre=centre, starts_on=BEGUN_ON))
    session.flush()
    return project


def _user(email: str, name: str, password: str, at: datetime) -> User:
    return User(
        email=email,
        name=name,
        password=hash_password(password),
        active=True,
        fs_uniquifier=secrets.token_hex(16),
        created_at=at,
    )


def staff(session: Session, role: StaffRole, at: datetime) -> User:
    """The demonstration's person in a role, at work on this day."""
    return _at_work(session, session.scalars(select(User).where(User.email == f"{role}@example.org")).one(), at)


def _at_work(session: Session, user: User, at: datetime) -> User:
    user.take_up(duty_on(session, user, day_of(at)))
    return user


def office_hours(day: date) -> datetime:
    """A moment of the day at which somebody may have done something."""
    return datetime.combine(day, time(10, 30), tzinfo=ATHENS)


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
