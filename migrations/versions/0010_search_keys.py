"""Search keys of names, titles and addresses

What the search box looks through. The keys of what is there are made here; later ones are written with their rows.

Revision ID: 0010
Revises: 0009
"""

import sqlalchemy as sa
from alembic import op

from core.search_keys import search_key

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

SOURCES = {
    "household": ("name",),
    "person": ("name", "latin_name"),
    "landlord": ("name",),
    "dwelling": ("address", "area", "city"),
    "listing": ("title",),
}
ROWS_AT_ONCE = 1000


def upgrade() -> None:
    for table, sources in SOURCES.items():
        op.add_column(table, sa.Column("search_key", sa.Text(), nullable=True))
        _fill(table, sources)
        with op.batch_alter_table(table) as batch:
            batch.alter_column("search_key", existing_type=sa.Text(), nullable=False)


def downgrade() -> None:
    for table in SOURCES:
        with op.batch_alter_table(table) as batch:
            batch.drop_column("search_key")


def _fill(table: str, sources: tuple[str, ...]) -> None:
    rows = sa.table(table, *(sa.column(name) for name in ("id", "search_key", *sources)))
    found = sa.select(rows.c.id, *(rows.c[name] for name in sources))
    change = sa.update(rows).where(rows.c.id == sa.bindparam("row")).values(search_key=sa.bindparam("key"))
    for some in op.get_bind().execute(found).partitions(ROWS_AT_ONCE):
        op.get_bind().execute(change, [{"row": row, "key": search_key(*texts)} for row, *texts in some])
