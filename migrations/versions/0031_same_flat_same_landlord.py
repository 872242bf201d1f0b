"""What may be the same flat or the same landlord, what was said of it, and which record leads

Revision ID: 0031
Revises: 0030
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    for table in ("listing", "landlord"):
        with op.batch_alter_table(table) as batch:
            batch.add_column(sa.Column("same_as_id", sa.Integer(), nullable=True))
            batch.create_foreign_key(op.f(f"fk_{table}_same_as_id_{table}"), table, ["same_as_id"], ["id"])
            batch.create_index(op.f(f"ix_{table}_same_as_id"), ["same_as_id"])
            batch.create_check_constraint(op.f(f"ck_{table}_same_as_another"), "same_as_id != id")
        _create_pairs(table)


def downgrade() -> None:
    for table in ("landlord", "listing"):
        op.drop_table(f"{table}_pair")
        with op.batch_alter_table(table) as batch:
            batch.drop_constraint(op.f(f"ck_{table}_same_as_another"), type_="check")
            batch.drop_index(op.f(f"ix_{table}_same_as_id"))
            batch.drop_constraint(op.f(f"fk_{table}_same_as_id_{table}"), type_="foreignkey")
            batch.drop_column("same_as_id")


def _create_pairs(table: str) -> None:
    pair = f"{table}_pair"
    op.create_table(
        pair,
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("agree", sa.JSON(), nullable=False),
        sa.Column("differ", sa.JSON(), nullable=False),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.Column("apart_at", INSTANT, nullable=True),
        sa.Column("apart_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("one_id < other_id", name=op.f(f"ck_{pair}_in_order")),
        sa.CheckConstraint("(apart_at IS NULL) = (apart_by_id IS NULL)", name=op.f(f"ck_{pair}_said_by_somebody")),
        sa.ForeignKeyConstraint(["one_id"], [f"{table}.id"], name=op.f(f"fk_{pair}_one_id_{table}")),
        sa.ForeignKeyConstraint(["other_id"], [f"{table}.id"], name=op.f(f"fk_{pair}_other_id_{table}")),
        sa.ForeignKeyConstraint(["apart_by_id"], ["user.id"], name=op.f(f"fk_{pair}_apart_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{pair}")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f(f"uq_{pair}_one_id_other_id")),
    )
    op.create_index(op.f(f"ix_{pair}_other_id"), pair, ["other_id"])
    op.create_index(op.f(f"ix_{pair}_apart_by_id"), pair, ["apart_by_id"])
