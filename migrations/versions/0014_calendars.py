"""Calendars: private feeds of staff and households

Revision ID: 0014
Revises: 0013
"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for table, reader in (("staff_feed", "user"), ("household_feed", "household")):
        op.create_table(
            table,
            sa.Column("id", sa.Integer(), nullable=False),
            sa.Column(f"{reader}_id", sa.Integer(), nullable=False),
            sa.Column("token_sha256", sa.String(length=200), nullable=False),
            sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
            sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
            sa.ForeignKeyConstraint([f"{reader}_id"], [f"{reader}.id"], name=op.f(f"fk_{table}_{reader}_id_{reader}")),
            sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
            sa.UniqueConstraint("token_sha256", name=op.f(f"uq_{table}_token_sha256")),
        )
        op.create_index(op.f(f"ix_{table}_{reader}_id"), table, [f"{reader}_id"])


def downgrade() -> None:
    op.drop_table("household_feed")
    op.drop_table("staff_feed")
