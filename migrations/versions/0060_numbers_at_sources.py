"""Under which number another list knows a household

Revision ID: 0060
Revises: 0059
"""

import sqlalchemy as sa
from alembic import op

revision = "0060"
down_revision = "0059"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "household_number",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("value", sa.LargeBinary(), nullable=False),
        sa.Column("value_index", sa.LargeBinary(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_household_number_household_id_household")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_household_number")),
        sa.UniqueConstraint("source", "value_index", name=op.f("uq_household_number_source_value_index")),
    )
    op.create_index(op.f("ix_household_number_household_id"), "household_number", ["household_id"])


def downgrade() -> None:
    op.drop_index(op.f("ix_household_number_household_id"), table_name="household_number")
    op.drop_table("household_number")
