"""What it costs to rank a centre's flats for one household: the page of the search, and the page of the ranking."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

from flask.testing import FlaskClient
from sqlalchemy import create_engine
from sqlalchemy.orm import Session

from app import create_app
from benchmarks.audit import unaudited
from benchmarks.databases import Fresh
from benchmarks.turns import Goal, Measured, done, in_turns
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.db import prepare_engine
from core.session import database as db
from housing.models import Needs
from people.models import Household
from subsidies.services.schemes import store_shipped
from tests.support import rows
from tests.support.keys import DATA_KEYS
from tests.support.many_spots import add_spots
from tests.support.rows import sign_in

AT_MOST = Goal(most=3)
_FLATS = "/households/{}/flats"


@dataclass(frozen=True, slots=True)
class Size:
    """How many flats the centre has, how often each page is asked for in a round, and how many rounds."""

    flats: int = 10_000
    times: int = 10
    rounds: int = 9


def measure(fresh: Fresh, size: Size, database: str) -> list[Measured]:
    """On a database of this kind."""
    with fresh() as url, _officer(url, size.flats) as (client, household_id):
        pages = [partial(_read, client, path, size.times) for path in ("/listings", _FLATS.format(household_id))]
        for page in pages:
            page()  # what is made once for all pages is no matter here
        comparison = in_turns(
            f"rank {size.flats:,} flats on a page", *map(done, pages), times=size.times, rounds=size.rounds
        )
        return [Measured(comparison, database, AT_MOST)]


@contextmanager
def _officer(url: str, flats: int) -> Iterator[tuple[FlaskClient, int]]:
    """Somebody signed in at a centre with so many flats, and the household that looks for one."""
    with TemporaryDirectory() as folder:
        app = create_app(
            Settings(database_url=url, secret_key="a key for benchmarks", data_keys=DATA_KEYS, instance=Path(folder),
                     testing=True, https=False)
        )  # fmt: skip
        app.testing = True
        engine = create_engine(url)
        prepare_engine(engine)
        with unaudited(), Session(engine, expire_on_commit=False) as session:
            household, officer = _prepare(session, flats)
        engine.dispose()
        client = app.test_client()
        sign_in(client, officer)
        yield client, household.id
        with app.app_context():
            db.engine.dispose()


def _prepare(session: Session, flats: int) -> tuple[Household, User]:
    centre = rows.add_centre(session)
    rows.add_listing(session, centre)
    household = rows.add_household(session, centre, births=("1990-02-01", "1991-05-05", "2019-05-05"))
    session.add(Needs(household=household, step_free=True, most_rent=Decimal("250.00")))
    store_shipped(session, "demonstration", at=rows.NOW, demonstration=True)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    add_spots(session, flats)
    return household, officer


def _read(client: FlaskClient, path: str, times: int) -> None:
    for _time in range(times):
        assert client.get(path).status_code == 200
