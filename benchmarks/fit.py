"""What it costs to rank a centre's flats for one household: the page of the search, and the page of the ranking."""

from collections.abc import Callable, Iterator, Mapping
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
from benchmarks.turns import Comparison, Goal, Measured, done, in_turns
from core.auth.models import User
from core.auth.permissions import StaffRole
from core.config import Settings
from core.db import prepare_engine
from core.session import database as db
from housing.models import Needs, NeedsArea
from housing.wants import AreaWish, Strength
from people.models import Household
from subsidies.services.schemes import store_shipped
from tests.support import rows
from tests.support.keys import DATA_KEYS
from tests.support.many_spots import add_spots
from tests.support.rows import sign_in

AT_MOST = Goal(most=3)
_FLATS = "/households/{}/flats"
_AREAS = (  # each has flats on both sides of its edge
    (AreaWish.ONLY, [35.30, 25.10], 20),
    (AreaWish.RATHER, [35.34, 25.13], 5),
    (AreaWish.NEVER, [35.20, 25.70], 10),
)


@dataclass(frozen=True, slots=True)
class Size:
    """How many flats the centre has, how often each page is asked for in a round, and how many rounds."""

    flats: int = 10_000
    times: int = 10
    rounds: int = 9


def measure(fresh: Fresh, size: Size, database: str) -> list[Measured]:
    """On a database of this kind, for a household without further needs, and for one with many."""
    with fresh() as url, _officer(url, size.flats) as (client, households):
        search = partial(_read, client, "/listings", size.times)
        return [
            Measured(_compare(f"rank {size.flats:,} flats {kind}", client, search, key, size), database, AT_MOST)
            for kind, key in households.items()
        ]


def _compare(work: str, client: FlaskClient, search: Callable[[], None], household_id: int, size: Size) -> Comparison:
    ranking = partial(_read, client, _FLATS.format(household_id), size.times)
    for page in (search, ranking):
        page()  # what is made once for all pages is no matter here
    return in_turns(work, done(search), done(ranking), times=size.times, rounds=size.rounds)


@contextmanager
def _officer(url: str, flats: int) -> Iterator[tuple[FlaskClient, Mapping[str, int]]]:
    """Somebody signed in at a centre with so many flats, and the households that look for one."""
    with TemporaryDirectory() as folder:
        app = create_app(
            Settings(database_url=url, secret_key="a key for benchmarks", data_keys=DATA_KEYS, instance=Path(folder),
                     testing=True, https=False)
        )  # fmt: skip
        app.testing = True
        engine = create_engine(url)
        prepare_engine(engine)
        with unaudited(), Session(engine, expire_on_commit=False) as session:
            households, officer = _prepare(session, flats)
            keys = {kind: household.id for kind, household in households.items()}
        engine.dispose()
        client = app.test_client()
        sign_in(client, officer)
        yield client, keys
        with app.app_context():
            db.engine.dispose()


def _prepare(session: Session, flats: int) -> tuple[Mapping[str, Household], User]:
    centre = rows.add_centre(session)
    rows.add_listing(session, centre)
    births = "1990-02-01", "1991-05-05", "2019-05-05"
    households = {kind: rows.add_household(session, centre, births=births) for kind in ("on a page", "by many needs")}
    plain, asking = households.values()
    session.add(Needs(household=plain, step_free=True, most_rent=Decimal("250.00")))
    session.add(
        Needs(
            household=asking,
            step_free=True,
            most_rent=Decimal("250.00"),
            has_pet=True,
            quiet=Strength.WISH,
            areas=[_around(*where) for where in _AREAS],
        )
    )
    store_shipped(session, "demonstration", at=rows.NOW, demonstration=True)
    officer = rows.add_user(session, StaffRole.HOUSING_OFFICER, centre)
    session.commit()
    add_spots(session, flats)
    return households, officer


def _around(wish: AreaWish, at: list[float], radius_km: int) -> NeedsArea:
    return NeedsArea(wish=wish, town="here", at=at, radius_m=radius_km * 1000, created_at=rows.NOW)


def _read(client: FlaskClient, path: str, times: int) -> None:
    for _time in range(times):
        assert client.get(path).status_code == 200
