"""Whoever wrote a restricted note is among those who read it, so that each reading is kept with its right

Revision ID: 0056
Revises: 0055
"""

from alembic import op

revision = "0056"
down_revision = "0055"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.execute(
        "INSERT INTO log_reader (entry_id, user_id) SELECT e.id, e.author_id FROM log_entry e WHERE e.is_restricted"
        " AND NOT EXISTS (SELECT 1 FROM log_reader r WHERE r.entry_id = e.id AND r.user_id = e.author_id)"
    )


def downgrade() -> None:
    op.execute(
        "DELETE FROM log_reader WHERE user_id = (SELECT e.author_id FROM log_entry e WHERE e.id = log_reader.entry_id)"
    )
