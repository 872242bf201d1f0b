"""Since when what a family thinks of a home has been read by its office; what was said before counts as read

Revision ID: 0079
Revises: 0078
"""

import sqlalchemy as sa
from alembic import op

revision = "0079"
down_revision = "0078"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("shortlist_entry") as batch:
        batch.add_column(sa.Column("opinion_read_at", sa.DateTime(timezone=True), nullable=True))
    op.execute(sa.text("UPDATE shortlist_entry SET opinion_read_at = opinion_at"))
    with op.batch_alter_table("shortlist_entry") as batch:
        batch.create_check_constraint(
            op.f("ck_shortlist_entry_read_after_said"), "opinion_read_at IS NULL OR opinion_at IS NOT NULL"
        )


def downgrade() -> None:
    with op.batch_alter_table("shortlist_entry") as batch:
        batch.drop_constraint(op.f("ck_shortlist_entry_read_after_said"), type_="check")
        batch.drop_column("opinion_read_at")
