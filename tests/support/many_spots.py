"""Adverts by the million, made in the database itself: copies of one, most in a town and the others all over Crete."""

from sqlalchemy import Table, select, text
from sqlalchemy.orm import Session

from housing.models import Dwelling, Listing

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
    for table in (Dwelling.__table__, Listing.__table__):
        assert isinstance(table, Table)
        names = [column.name for column in table.columns]
        values = ", ".join("n" if name in ("id", "dwelling_id") else MADE.get(name, f'c."{name}"') for name in names)
        columns = ", ".join(f'"{name}"' for name in names)
        rows = f'SELECT {values} FROM number, "{table.name}" AS c WHERE c.id = 1'
        session.execute(text(f'INSERT INTO "{table.name}" ({columns}) {NUMBERS} {rows}'), span)
    session.execute(text(SPOTS), span)
    session.commit()
    session.execute(text("ANALYZE"))
    session.commit()


SPOTS = """
    INSERT INTO listing_spot (listing_id, dwelling_id, centre_id, status, is_open, band, latitude, longitude,
        monthly_rent, size_m2, bedrooms)
    SELECT l.id, d.id, l.centre_id, l.status, true, CAST(round(d.latitude * 1000 - 0.5) AS integer), d.latitude,
        d.longitude, l.monthly_rent, d.size_m2, d.bedrooms
    FROM listing AS l JOIN dwelling AS d ON d.id = l.dwelling_id WHERE l.id BETWEEN :first AND :last
"""
