"""Which homes have no place yet, or a rough one: the list says how many, however many homes there are

Revision ID: 0048
Revises: 0047
"""

import sqlalchemy as sa
from alembic import op

revision = "0048"
down_revision = "0047"
branch_labels = None
depends_on = None

WANTING = sa.text("latitude IS NULL OR place_precision = 'place'")


def upgrade() -> None:
    op.create_index(
        "ix_dwelling_wants_place", "dwelling", ["id"], sqlite_where=WANTING, postgresql_where=WANTING
    )


def downgrade() -> None:
    op.drop_index("ix_dwelling_wants_place", "dwelling")
