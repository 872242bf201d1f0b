"""What the audit costs: an import of adverts, and a step of its own, each without the audit and with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from decimal import Decimal
from functools import partial

from sqlalchemy import create_engine, event
from sqlalchemy.orm import Session

import app  # noqa: F401  (knows every package, and so every model)
from benchmarks.databases import Fresh
from benchmarks.turns import Comparison, in_turns
from core.audit import record, session_events
from core.db import prepare_engine
from core.structure import Centre
from housing.importing.advert import AdvertRow
from housing.services.importing.advert_imports import AdvertImport
from people.models import Household

AT = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
_LISTENERS = {"after_flush": session_events.collect, "before_commit": session_events.write_down}


@dataclass(frozen=True, slots=True)
class Size:
    """How much is done in a round, and how many rounds."""

    adverts: int = 10_000
    steps: int = 1_000
    rounds: int = 3


def compare(fresh: Fresh, size: Size) -> list[Comparison]:
    """Both pieces of work, on databases of this kind."""
    works = {
        "store an advert of a file": (_importing, size.adverts),
        "name a step and commit it": (_taking_steps, size.steps),
    }
    return [
        in_turns(
            name,
            partial(work, fresh, times, is_audited=False),
            partial(work, fresh, times, is_audited=True),
            times=times,
            rounds=size.rounds,
        )
        for name, (work, times) in works.items()
    ]


@contextmanager
def unaudited() -> Iterator[None]:
    """Meanwhile sessions keep nothing and refuse nothing."""
    for name, listener in _LISTENERS.items():
        event.remove(Session, name, listener)
    try:
        yield
    finally:
        for name, listener in _LISTENERS.items():
            event.listen(Session, name, listener)


@contextmanager
def _importing(fresh: Fresh, times: int, *, is_audited: bool) -> Iterator[Callable[[], None]]:
    with _session(fresh, is_audited) as session:
        adverts, centres = [_advert(number) for number in range(times)], [_add_centre(session)]

        def run() -> None:
            AdvertImport(session, "bench", centres).take(adverts, actor=None, at=AT)
            session.commit()

        yield run


@contextmanager
def _taking_steps(fresh: Fresh, times: int, *, is_audited: bool) -> Iterator[Callable[[], None]]:
    with _session(fresh, is_audited) as session:
        household = Household(reference="bench", name="0", language="en", centre=_add_centre(session), created_at=AT)
        session.add(household)
        record(session, "bench", actor=None)
        session.commit()

        def run() -> None:
            for number in range(1, times + 1):
                household.name = str(number)
                if is_audited:
                    record(session, "bench", household, actor=household)
                session.commit()

        yield run


@contextmanager
def _session(fresh: Fresh, is_audited: bool) -> Iterator[Session]:
    with fresh() as url:
        engine = create_engine(url)
        prepare_engine(engine)
        with Session(engine) as session:
            if is_audited:
                yield session
            else:
                with unaudited():
                    yield session
        engine.dispose()


def _add_centre(session: Session) -> Centre:
    centre = Centre(key="bench", name_el="Κέντρο", name_en="Centre", latitude=35.3, longitude=25.1)
    session.add(centre)
    record(session, "bench", centre, actor=None)
    session.commit()
    return centre


def _advert(number: int) -> AdvertRow:
    """Two flats of each landlord."""
    return AdvertRow(
        row=number,
        source="bench",
        title=f"Διαμέρισμα {number}",
        monthly_rent=Decimal("450.00"),
        address=f"Εφέσου {number}",
        city="Πόλη",
        latitude=35.33,
        longitude=25.13,
        landlord_name=f"Ιδιοκτήτης {number // 2}",
        phone=f"+3028109{number // 2:05d}",
        reference=f"A-{number}",
    )
