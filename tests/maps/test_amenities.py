"""Places of interest in the database: what a source says now takes the place of what it said before."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from random import Random

import pytest
from sqlalchemy import event, insert, select, text
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from core.audit import record
from core.audit.models import AuditEvent
from core.errors import Refused
from maps.amenities import AmenityKind
from maps.bands import band_of
from maps.distance import Point, geodesic_km
from maps.models import Amenity, AmenitySource
from maps.services.amenities import AmenityImport, FileFacts, Replaced, import_amenities, list_sources
from maps.services.nearest import nearest_of_each_kind
from tests.support.rows import NOW, TODAY

OLD = date(2026, 9, 1)
REACH, FAR = 32, 20_000.0  # km
TWO = "id,kind,name,lat,lon\n1,school,1ο Δημοτικό,35.33,25.14\n2,clinic,Ιατρείο,35.34,25.15\n"
MOVED = "id,kind,name,lat,lon\n1,school,1ο Δημοτικό,35.3301,25.14\n3,clinic,ΤΟΜΥ,35.34,25.16\n"


def take(
    session: Session, content: str, *, source: str = "city", on: date = OLD, accept_valid: bool = False
) -> AmenityImport:
    facts = FileFacts(source, on)
    done = import_amenities(
        session, "places.csv", content.encode(), facts, accept_valid=accept_valid, actor=None, at=NOW
    )
    session.commit()
    return done


def names(session: Session) -> list[str]:
    return list(session.scalars(select(Amenity.name).order_by(Amenity.reference)))


def test_the_same_file_again_changes_nothing(session: Session):
    assert take(session, TWO).stored == Replaced(created=2)
    before = session.execute(select(Amenity.id, Amenity.name).order_by(Amenity.id)).all()
    assert take(session, TWO).stored == Replaced(unchanged=2)
    assert session.execute(select(Amenity.id, Amenity.name).order_by(Amenity.id)).all() == before


def test_a_newer_file_takes_the_place_of_what_its_source_said_and_of_nothing_else(session: Session):
    take(session, TWO)
    take(session, TWO, source="another")
    assert take(session, MOVED, on=OLD + timedelta(1)).stored == Replaced(created=1, updated=1, removed=1)
    said = {(s.source.name, s.source.dated_on, s.count) for s in list_sources(session)}
    assert said == {("city", OLD + timedelta(1), 2), ("another", OLD, 2)}
    assert names(session) == ["1ο Δημοτικό", "1ο Δημοτικό", "Ιατρείο", "ΤΟΜΥ"]


@pytest.mark.parametrize(
    ("on", "sentence"),
    [
        (OLD - timedelta(1), "What city says is known as of 2026-09-01 already; this file is older."),
        (TODAY + timedelta(1), "The day of the file is still to come."),
    ],
)
def test_a_file_of_the_wrong_day_is_refused(session: Session, on: date, sentence: str):
    take(session, TWO)
    with pytest.raises(Refused) as refused:
        take(session, MOVED, on=on)
    assert str(refused.value) == sentence
    assert names(session) == ["1ο Δημοτικό", "Ιατρείο"]


def test_a_row_at_fault_keeps_the_file_out_unless_the_others_are_wanted(session: Session):
    faulty = f"{TWO}4,schol,Γ,35.3,25.1\n"
    assert take(session, faulty).stored is None
    assert names(session) == []
    assert take(session, faulty, accept_valid=True).stored == Replaced(created=2)


def test_a_file_of_other_kinds_alone_takes_nothing_away(session: Session):
    take(session, TWO)
    with pytest.raises(Refused, match="no place of a kind that is kept here"):
        take(session, "kind,lat,lon\nshop=bakery,35.3,25.1\n")
    assert len(names(session)) == 2


def test_the_step_is_written_down_with_its_counts(session: Session):
    take(session, TWO)
    entry = session.scalars(select(AuditEvent).order_by(AuditEvent.id.desc()).limit(1)).one()
    assert (entry.action, entry.subject_kind) == ("import-places", "amenity_source")


def test_the_database_keeps_a_place_in_its_band(session: Session):
    take(session, TWO)
    with pytest.raises(IntegrityError):
        session.execute(text("UPDATE amenity SET band = band + 1"))


def scatter(session: Session, count: int, seed: int = 7) -> list[tuple[AmenityKind, Point]]:
    """Places of all kinds over the region, most of them in a town."""
    drawn, kinds = Random(seed), list(AmenityKind)
    source = AmenitySource(name="drawn", dated_on=OLD, imported_at=NOW)
    session.add(source)
    session.flush()
    places = []
    for _number in range(count):
        spread = 0.03 if drawn.random() < 0.8 else 0.7
        places.append((drawn.choice(kinds), Point(drawn.gauss(35.33, spread), drawn.gauss(25.14, spread))))
    rows = [
        {
            **{
                "source_id": source.id,
                "reference": str(number),
                "kind": kind,
                "name": "",
                "band": band_of(at.latitude),
            },
            **{"latitude": at.latitude, "longitude": at.longitude},
        }
        for number, (kind, at) in enumerate(places)
    ]
    session.execute(insert(Amenity), rows)
    record(session, "arrange", actor=None, values={})
    session.commit()
    return places


@contextmanager
def counted(session: Session) -> Iterator[list[str]]:
    statements: list[str] = []

    def count(connection: object, cursor: object, statement: str, *rest: object) -> None:
        statements.append(statement)

    event.listen(session.get_bind(), "before_cursor_execute", count)
    yield statements
    event.remove(session.get_bind(), "before_cursor_execute", count)


def test_the_nearest_of_each_kind_is_the_nearest_by_the_geodesic(session: Session):
    places = scatter(session, 300)
    drawn = Random(8)
    for _time in range(8):
        point = Point(drawn.uniform(34.9, 35.6), drawn.uniform(23.6, 26.2))
        least: dict[AmenityKind, float] = {}
        for kind, at in places:
            least[kind] = min(least.get(kind, FAR), geodesic_km(point, at))
        with counted(session) as statements:
            near = {found.amenity.kind: found.distance_km for found in nearest_of_each_kind(session, point)}
        assert len([statement for statement in statements if statement.startswith("SELECT")]) <= 7
        assert near.keys() >= {kind for kind, km in least.items() if km < REACH * 0.99}
        assert list(near.items()) == [(kind, least[kind]) for kind in AmenityKind if kind in near]


def test_the_boxes_are_looked_up_by_the_index(session: Session):
    """Not a scan: with fifty thousand places as quickly as with a hundred."""
    scatter(session, 50)
    if session.get_bind().dialect.name == "sqlite":
        with counted(session) as statements:
            nearest_of_each_kind(session, Point(35.33, 25.14))
        statement = next(statement for statement in statements if "band IN" in statement)
        plan = session.connection().exec_driver_sql(
            f"EXPLAIN QUERY PLAN {statement}", tuple(range(statement.count("?")))
        )
        assert "USING COVERING INDEX ix_amenity_near (kind=? AND band=? AND longitude" in str(plan.all())
