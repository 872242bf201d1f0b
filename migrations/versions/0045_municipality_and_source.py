"""In which municipality an advert stands, and its source as it is looked for

Revision ID: 0045
Revises: 0044
"""

from collections.abc import Iterator, Sequence

import sqlalchemy as sa
from alembic import op

from core.search_keys import search_key
from maps.boundaries import municipalities, municipality_of
from maps.distance import Point

revision = "0045"
down_revision = "0044"
branch_labels = None
depends_on = None

AT_ONCE = 10_000


def upgrade() -> None:
    op.add_column("listing_spot", sa.Column("municipality", sa.String(length=200), nullable=True))
    op.add_column("listing", sa.Column("source_key", sa.Text(), nullable=True))
    _fill_municipalities()
    _fill_sources()
    with op.batch_alter_table("listing") as batch:
        batch.alter_column("source_key", existing_type=sa.Text(), nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("listing") as batch:
        batch.drop_column("source_key")
    op.drop_column("listing_spot", "municipality")


def _fill_municipalities() -> None:
    if not municipalities():
        return
    spot = sa.table("listing_spot", *map(sa.column, ("listing_id", "latitude", "longitude", "municipality")))
    change = sa.update(spot).where(spot.c.listing_id == sa.bindparam("its"))
    for rows in _spots(spot):
        found = ((key, municipality_of(Point(latitude, longitude))) for key, latitude, longitude in rows)
        known = [{"its": key, "municipality": there.key} for key, there in found if there is not None]
        if known:
            op.get_bind().execute(change, known)


def _spots(spot: sa.TableClause) -> Iterator[Sequence[sa.Row[tuple[int, float, float]]]]:
    """Those that stand somewhere, some at a time."""
    placed = sa.select(spot.c.listing_id, spot.c.latitude, spot.c.longitude).where(spot.c.latitude.is_not(None))
    some, after = placed.order_by(spot.c.listing_id).limit(AT_ONCE), 0
    while rows := op.get_bind().execute(some.where(spot.c.listing_id > after)).all():
        yield rows
        after = rows[-1][0]


def _fill_sources() -> None:
    listing = sa.table("listing", sa.column("source"), sa.column("source_key"))
    for source in op.get_bind().scalars(sa.select(listing.c.source).distinct()).all():
        key = search_key(source)
        op.get_bind().execute(sa.update(listing).where(listing.c.source == source).values(source_key=key))
