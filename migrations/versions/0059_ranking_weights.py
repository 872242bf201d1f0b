"""How much each part of a score counts, as an administrator set it

Revision ID: 0059
Revises: 0058
"""

import sqlalchemy as sa
from alembic import op

revision = "0059"
down_revision = "0058"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "ranking_weights",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("parts", sa.JSON(), nullable=False),
        sa.Column("reason", sa.String(length=200), nullable=False),
        sa.Column("set_by_id", sa.Integer(), nullable=False),
        sa.Column("set_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["set_by_id"], ["user.id"], name=op.f("fk_ranking_weights_set_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ranking_weights")),
    )


def downgrade() -> None:
    op.drop_table("ranking_weights")
