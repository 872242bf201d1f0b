"""Adverts by the million, made in the database itself: copies of one, most in a town and the others all over Crete."""

from collections.abc import Iterator
from contextlib import contextmanager

from sqlalchemy import Engine, Table, delete, select, text
from sqlalchemy.orm import Session

from housing.models import Dwelling, Listing, ListingCell, ListingCellKind
from housing.models.cell import KEPT_ZOOMS, RENT_STEP, SIZE_STEP, UNKNOWN, ZOOM_OF_KINDS
from maps.clusters import MILLION, SOUTH, WEST, side
from maps.distance import Point, geodesic_km

# Two numbers between 0 and 1 for each n, scattered without any chance.
U, V = "((n * 7919) % 100003) / 100003.0", "((n * 104729) % 99991) / 99991.0"
MADE = {
    "latitude": f"CASE WHEN n % 10 < 6 THEN 35.28 + 0.08 * {U} ELSE 34.98 + 0.5 * {U} END",
    "longitude": f"CASE WHEN n % 10 < 6 THEN 25.05 + 0.15 * {V} ELSE 23.6 + 2.6 * {V} END",
    "monthly_rent": "20000 + 100 * ((n * 31) % 700)",
    "bedrooms": "n % 5",
    "size_m2": "30 + n % 100",
    "reference": "'r' || n",
    "source_link": "NULL",
}
NUMBERS = (
    "WITH RECURSIVE number(n) AS (SELECT CAST(:first AS bigint) UNION ALL SELECT n + 1 FROM number WHERE n < :last) "
)


def add_spots(session: Session, number: int) -> None:
    """Adverts until there are so many; the first there is, is what they copy."""
    first = session.scalars(select(Listing.id).order_by(Listing.id.desc())).first()
    assert first is not None
    span = {"first": first + 1, "last": number}
    with _unwatched(session):
        for table in (Dwelling.__table__, Listing.__table__):
            assert isinstance(table, Table)
            names = [column.name for column in table.columns]
            values = ", ".join(
                "n" if name in ("id", "dwelling_id") else MADE.get(name, f'c."{name}"') for name in names
            )
            columns = ", ".join(f'"{name}"' for name in names)
            rows = f'SELECT {values} FROM number, "{table.name}" AS c WHERE c.id = 1'
            session.execute(text(f'INSERT INTO "{table.name}" ({columns}) {NUMBERS} {rows}'), span)
        _measure(session, first)
        session.execute(text(SPOTS), span)
        session.execute(text("DROP TABLE far"))
    count_cells(session)
    session.commit()
    _tidy(session)


def _tidy(session: Session) -> None:
    """As a server does by itself after a while: what the planner goes by, and which pages an index answers for."""
    engine = session.get_bind()
    assert isinstance(engine, Engine)
    if engine.dialect.name == "sqlite":
        session.execute(text("ANALYZE"))
        session.commit()
        return
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text("VACUUM ANALYZE"))


HOME = " || '|' || ".join(
    f"coalesce(CAST(CAST(d.{name} AS integer) AS text), '')"
    for name in ("bedrooms", "floor", "has_lift", "wheelchair", "quiet")
)
SPOTS = f"""
    INSERT INTO listing_spot (listing_id, dwelling_id, centre_id, landlord_id, pets, status, is_open, band, latitude,
        longitude, centre_km, monthly_rent, charges_on_top, size_m2, bedrooms, home)
    SELECT l.id, d.id, l.centre_id, l.landlord_id, l.pets, l.status, true,
        CAST(round(d.latitude * 1000 - 0.5) AS integer), d.latitude, d.longitude, far.km,
        l.monthly_rent, l.common_charges, d.size_m2, d.bedrooms, {HOME}
    FROM listing AS l JOIN dwelling AS d ON d.id = l.dwelling_id JOIN far ON far.id = l.id
    WHERE l.id BETWEEN :first AND :last
"""


def _measure(session: Session, first: int) -> None:
    """How far their centre is from those after the first, for the while of the transaction."""
    centre = session.get_one(Listing, first).centre
    middle = Point(centre.latitude, centre.longitude)
    placed = select(Dwelling.id, Dwelling.latitude, Dwelling.longitude).where(Dwelling.id > first)
    far = [(home.id, geodesic_km(middle, Point(home.latitude, home.longitude))) for home in session.execute(placed)]
    session.execute(text("CREATE TEMPORARY TABLE far (id integer PRIMARY KEY, km double precision)"))
    cursor = session.connection().connection.cursor()
    if session.get_bind().dialect.name == "sqlite":
        cursor.executemany("INSERT INTO far VALUES (?, ?)", far)
        return
    with cursor.copy("COPY far FROM STDIN") as copy:
        for row in far:
            copy.write_row(row)


@contextmanager
def _unwatched(session: Session) -> Iterator[None]:
    """No trigger looks at each of the rows: on PostgreSQL a million would take seven minutes."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(text("SET LOCAL session_replication_role = replica"))
        yield
        session.execute(text("SET LOCAL session_replication_role = origin"))
        return
    triggers = session.execute(text("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")).all()
    for name, _ in triggers:
        session.execute(text(f'DROP TRIGGER "{name}"'))
    yield
    for _, written in triggers:
        session.connection().exec_driver_sql(written)


def count_cells(session: Session) -> None:
    """All cells of the map anew, by one statement for each size of them, and one for what kinds of flats they hold."""
    session.execute(delete(ListingCell))
    session.execute(delete(ListingCellKind))
    for zoom in KEPT_ZOOMS:
        session.execute(text(CELLS), {"zoom": zoom, "side": side(zoom), "south": SOUTH, "west": WEST})
    session.execute(text(KINDS), {"side": side(ZOOM_OF_KINDS), "south": SOUTH, "west": WEST})


OPEN = f"""
    FROM (
        SELECT centre_id, listing_id, CAST(round(latitude * {MILLION}) AS integer) AS latitude,
            CAST(round(longitude * {MILLION}) AS integer) AS longitude,
            monthly_rent, size_m2, (monthly_rent + {100 * RENT_STEP - 1}) / {100 * RENT_STEP} AS rent_step,
            coalesce(bedrooms, {UNKNOWN}) AS bedrooms, coalesce(size_m2 / {SIZE_STEP}, {UNKNOWN}) AS size_step
        FROM listing_spot WHERE is_open AND latitude IS NOT NULL
    ) AS spot
"""
PLACE = "(latitude + :south) / :side, (longitude + :west) / :side"
SUMS = "count(*), sum(latitude), sum(longitude), sum(listing_id)"
CELLS = f"""
    INSERT INTO listing_cell (centre_id, y, x, zoom, flats, latitudes, longitudes, keys)
    SELECT centre_id, {PLACE}, CAST(:zoom AS integer), {SUMS} {OPEN} GROUP BY 1, 2, 3
"""
KINDS = f"""
    INSERT INTO listing_cell_kind
        (centre_id, y, x, rent_step, bedrooms, size_step, flats, latitudes, longitudes, keys, cents, square_metres)
    SELECT centre_id, {PLACE}, rent_step, bedrooms, size_step, {SUMS}, sum(monthly_rent), sum(coalesce(size_m2, 0))
    {OPEN} GROUP BY 1, 2, 3, 4, 5, 6
"""
