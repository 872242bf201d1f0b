"""What households live on, what else pays towards their rent, and which of it keeps them from an award

Revision ID: 0055
Revises: 0054
"""

import sqlalchemy as sa
from alembic import op

revision = "0055"
down_revision = "0054"
branch_labels = None
depends_on = None

KINDS = ("housing-benefit", "rent-refund", "whole-rent", "agency", "municipality", "disaster", "other")


def upgrade() -> None:
    _create_declared("income", "person", sa.Column("kind", sa.LargeBinary(), nullable=False))
    _create_declared("rent_support", "household", sa.Column("kind", _one_of("supportkind", KINDS), nullable=False))
    op.create_table(
        "blocking_support",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kinds", sa.JSON(), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by_id"], ["user.id"], name=op.f("fk_blocking_support_set_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blocking_support")),
    )


def downgrade() -> None:
    for table in ("blocking_support", "rent_support", "income"):
        op.drop_table(table)


def _one_of(name: str, values: tuple[str, ...]) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def _create_declared(table: str, whose: str, kind: sa.Column) -> None:
    """`whose` is the table of the rows that it is declared by."""
    owner = f"{whose}_id"
    op.create_table(
        table,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column(owner, sa.Integer(), nullable=False),
        kind,
        sa.Column("amount", sa.BigInteger(), nullable=False),
        sa.Column("per", _one_of("per", ("month", "year")), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("paper", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("superseded_by_id", sa.Integer(), nullable=True),
        sa.Column("superseded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("replaces_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("amount >= 0", name="amount_not_negative"),
        sa.CheckConstraint("starts_on < ends_on", name="runs_for_a_day"),
        sa.CheckConstraint("(superseded_at IS NULL) = (superseded_by_id IS NULL)", name="superseded_by_somebody"),
        sa.ForeignKeyConstraint([owner], [f"{whose}.id"], name=op.f(f"fk_{table}_{owner}_{whose}")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["user.id"], name=op.f(f"fk_{table}_recorded_by_id_user")),
        sa.ForeignKeyConstraint(["superseded_by_id"], ["user.id"], name=op.f(f"fk_{table}_superseded_by_id_user")),
        sa.ForeignKeyConstraint(["replaces_id"], [f"{table}.id"], name=op.f(f"fk_{table}_replaces_id_{table}")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")),
        sa.UniqueConstraint("replaces_id", name=op.f(f"uq_{table}_replaces_id")),
    )
    op.create_index(op.f(f"ix_{table}_{owner}"), table, [owner])
