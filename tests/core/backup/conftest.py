"""A database with something in it, and its backup."""

from pathlib import Path

import pytest
from sqlalchemy import delete
from sqlalchemy.orm import Session

from core.jobs import Job
from core.provisions import lay_down
from people.models import ContactKind
from people.services.contacts import ContactDetails, add_contact
from people.services.suspected_people import look_for_same_people
from tests.support import rows
from tests.support.backups import PHONE, stegi


@pytest.fixture(autouse=True)
def instance(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the documents lie."""
    monkeypatch.setenv("STEGI_INSTANCE", str(tmp_path / "instance"))
    return tmp_path / "instance"


@pytest.fixture
def filled(database_url: str, session: Session) -> str:
    """An installation, with what each has from its first day and a few rows of most kinds of columns."""
    centre = rows.add_centre(session)
    lay_down(session, rows.NOW)
    rows.add_listing(session, centre)
    household = rows.add_household(session, centre, "حداد")
    add_contact(session, household, ContactDetails(ContactKind.PHONE, PHONE), actor=None, at=rows.NOW)
    look_for_same_people(session, at=rows.NOW)  # or the restore asks for it
    session.execute(delete(Job))  # what was asked of workers comes back cancelled (test_settling.py)
    session.commit()
    session.close()
    return database_url


@pytest.fixture
def backup(filled: str, tmp_path: Path) -> Path:
    path = tmp_path / "backup" / "monday.stegi"
    path.parent.mkdir()
    assert stegi(filled, "backup", path).exit_code == 0
    return path
