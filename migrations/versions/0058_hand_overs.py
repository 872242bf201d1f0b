"""Cases that went from one officer to another

Revision ID: 0058
Revises: 0057
"""

import sqlalchemy as sa
from alembic import op

revision = "0058"
down_revision = "0057"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "hand_over",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("from_id", sa.Integer(), nullable=False),
        sa.Column("to_id", sa.Integer(), nullable=False),
        sa.Column("by_id", sa.Integer(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("household_ids", sa.JSON(), nullable=False),
        sa.Column("entry_ids", sa.JSON(), nullable=False),
        sa.Column("handed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("from_id <> to_id", name=op.f("ck_hand_over_to_another")),
        sa.ForeignKeyConstraint(["by_id"], ["user.id"], name=op.f("fk_hand_over_by_id_user")),
        sa.ForeignKeyConstraint(["from_id"], ["user.id"], name=op.f("fk_hand_over_from_id_user")),
        sa.ForeignKeyConstraint(["to_id"], ["user.id"], name=op.f("fk_hand_over_to_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_hand_over")),
    )
    op.create_index(op.f("ix_hand_over_from_id"), "hand_over", ["from_id"])
    op.create_index(op.f("ix_hand_over_to_id"), "hand_over", ["to_id"])


def downgrade() -> None:
    op.drop_table("hand_over")
