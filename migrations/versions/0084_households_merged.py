"""Of two households that are one family one leads, and what the other gave to it

Revision ID: 0084
Revises: 0083
"""

import sqlalchemy as sa
from alembic import op

revision = "0084"
down_revision = "0083"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("household") as batch:
        batch.add_column(sa.Column("same_as_id", sa.Integer(), nullable=True))
        batch.add_column(sa.Column("gave", sa.JSON(none_as_null=True), nullable=True))
        batch.create_foreign_key(op.f("fk_household_same_as_id_household"), "household", ["same_as_id"], ["id"])
        batch.create_index(op.f("ix_household_same_as_id"), ["same_as_id"])
        batch.create_check_constraint(op.f("ck_household_same_as_another"), "same_as_id != id")


def downgrade() -> None:
    with op.batch_alter_table("household") as batch:
        batch.drop_constraint(op.f("ck_household_same_as_another"), type_="check")
        batch.drop_index(op.f("ix_household_same_as_id"))
        batch.drop_constraint(op.f("fk_household_same_as_id_household"), type_="foreignkey")
        batch.drop_column("gave")
        batch.drop_column("same_as_id")
