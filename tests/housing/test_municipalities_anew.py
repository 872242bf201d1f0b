"""Another region than before: in which municipality the flats stand is written anew."""

import subprocess
import sys
from secrets import token_urlsafe

import pytest
from sqlalchemy import func, select, update
from sqlalchemy.orm import Session

from core.config import ROOT
from core.structure import Centre
from housing.models import ListingSpot
from housing.services.mapping import municipalities
from housing.services.mapping.municipalities import are_elsewhere, write_municipalities
from maps.boundaries import municipality_of
from maps.distance import Point
from tests.support import rows
from tests.support.backups import stegi

HERAKLION, CHANIA, SEA, ATHENS = (35.3312, 25.1467), (35.5138, 24.018), (35.6, 25.2), (37.98, 23.73)


@pytest.fixture
def placed(session: Session, centre: Centre) -> dict[int, str | None]:
    """Flats by what is to be stored of them."""
    expected: dict[int, str | None] = {}
    for where in (HERAKLION, CHANIA, SEA, ATHENS, (None, None)):
        listing = rows.add_listing(session, centre, latitude=where[0], longitude=where[1])
        session.flush()
        there = None if where[0] is None else municipality_of(Point(*where))
        expected[listing.id] = there and there.key
    session.commit()
    assert len(set(expected.values())) == 3
    return expected


def stored(session: Session) -> dict[int, str | None]:
    session.expire_all()
    found = dict(session.execute(select(ListingSpot.listing_id, ListingSpot.municipality)).all())
    session.commit()
    return found


@pytest.mark.parametrize("former", ["of another region", None], ids=["another's", "none"])
def test_an_upgrade_writes_the_municipalities_of_the_region_that_is_set(
    session: Session, placed: dict[int, str | None], former: str | None, database_url: str
):
    session.execute(update(ListingSpot).where(ListingSpot.latitude.is_not(None)).values(municipality=former))
    assert are_elsewhere(session) is (former is not None)
    session.commit()
    assert stegi(database_url, "upgrade").exit_code == 0
    assert stored(session) == placed
    assert not are_elsewhere(session)


@pytest.mark.parametrize("former", ["of another region", None], ids=["another's", "none"])
def test_who_starts_the_service_is_told_of_another_region(
    session: Session, placed: dict[int, str | None], former: str | None, database_url: str, monkeypatch
):
    if former:
        session.execute(update(ListingSpot).where(ListingSpot.latitude.is_not(None)).values(municipality=former))
        session.commit()
    monkeypatch.setenv("STEGI_SECRET_KEY", token_urlsafe(48))
    monkeypatch.setattr("core.serve.serve", lambda *_, **__: None)
    monkeypatch.setattr("core.serve.refuse_used_port", lambda *_: None)
    started = stegi(database_url, "serve", "--job-workers", "0")
    assert (started.exit_code, "municipalities of another region" in started.stderr) == (0, former is not None)


def test_the_command_knows_of_it_in_a_process_of_its_own():
    asked = "import app, core.provisions; print([one.__name__ for one in core.provisions._provisions])"
    told = subprocess.run([sys.executable, "-c", asked], capture_output=True, text=True, check=True, cwd=ROOT)
    assert "write_municipalities" in told.stdout


def test_only_what_is_wrong_is_written_some_at_a_time(
    session: Session, placed: dict[int, str | None], monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(municipalities, "AT_ONCE", 1)
    first = min(placed)
    session.execute(update(ListingSpot).where(ListingSpot.listing_id == first).values(municipality="9999"))
    write_municipalities(session, rows.NOW)
    assert stored(session) == placed
    assert session.scalar(select(func.count()).select_from(ListingSpot)) == len(placed)
