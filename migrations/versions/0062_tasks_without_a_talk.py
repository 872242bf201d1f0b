"""What is to be done may stand in the contact log without a talk

Revision ID: 0062
Revises: 0061
"""

import sqlalchemy as sa
from alembic import op

revision = "0062"
down_revision = "0061"
branch_labels = None
depends_on = None

OF_A_TALK = {"spoken_with": 200, "channel": 30, "outcome": 30}
WHOLE = "(spoken_with IS NULL) = (channel IS NULL) AND (spoken_with IS NULL) = (outcome IS NULL)"


def upgrade() -> None:
    with op.batch_alter_table("log_entry") as batch:
        for column, length in OF_A_TALK.items():
            batch.alter_column(column, existing_type=sa.String(length), nullable=True)
        batch.create_check_constraint(op.f("ck_log_entry_talk_is_whole"), WHOLE)
        batch.create_check_constraint(
            op.f("ck_log_entry_says_something"), "spoken_with IS NOT NULL OR next_step IS NOT NULL"
        )


def downgrade() -> None:
    """Whoever wrote a task down has spoken with nobody, at the office."""
    op.execute("UPDATE log_entry SET spoken_with = '', channel = 'office', outcome = 'waits' WHERE channel IS NULL")
    with op.batch_alter_table("log_entry") as batch:
        batch.drop_constraint(op.f("ck_log_entry_says_something"), type_="check")
        batch.drop_constraint(op.f("ck_log_entry_talk_is_whole"), type_="check")
        for column, length in OF_A_TALK.items():
            batch.alter_column(column, existing_type=sa.String(length), nullable=False)
