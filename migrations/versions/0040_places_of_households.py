"""Where households go from their homes, sealed

Revision ID: 0040
Revises: 0039
"""

import sqlalchemy as sa
from alembic import op

revision = "0040"
down_revision = "0039"
branch_labels = None
depends_on = None

KINDS = ("work", "school", "clinic", "family", "other")
KIND = sa.Enum(*KINDS, name="householdplacekind", native_enum=False, create_constraint=True, length=30)


def upgrade() -> None:
    op.create_table(
        "household_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("town", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_household_place_household_id_household")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_place")),
    )
    op.create_index(op.f("ix_household_place_household_id"), "household_place", ["household_id"])


def downgrade() -> None:
    op.drop_table("household_place")
