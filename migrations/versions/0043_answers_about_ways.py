"""Answers of services for ways, so that each way is asked about once

Revision ID: 0043
Revises: 0042
"""

import sqlalchemy as sa
from alembic import op

revision = "0043"
down_revision = "0042"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "travel_answer",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("query", sa.String(200), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=True),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_travel_answer")),
        sa.UniqueConstraint("query", name=op.f("uq_travel_answer_query")),
    )


def downgrade() -> None:
    op.drop_table("travel_answer")
