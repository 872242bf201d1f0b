"""Times in which a home cannot be let, and why

Revision ID: 0029
Revises: 0028
"""

import sqlalchemy as sa
from alembic import op

revision = "0029"
down_revision = "0028"
branch_labels = None
depends_on = None

REASONS = ("repairs", "own-use", "visitors", "no-supply", "dispute", "other")


def upgrade() -> None:
    op.create_table(
        "void_period",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dwelling_id", sa.Integer(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column(
            "reason",
            sa.Enum(*REASONS, name="voidreason", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("note", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_on < ends_on", name=op.f("ck_void_period_period_not_empty")),
        sa.ForeignKeyConstraint(["dwelling_id"], ["dwelling.id"], name=op.f("fk_void_period_dwelling_id_dwelling")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_void_period")),
    )
    op.create_index(op.f("ix_void_period_dwelling_id"), "void_period", ["dwelling_id"])


def downgrade() -> None:
    op.drop_table("void_period")
