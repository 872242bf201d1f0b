"""Since when an advert is withdrawn or expired; of those that are, the day of their last step

Revision ID: 0080
Revises: 0079
"""

import sqlalchemy as sa
from alembic import op

revision = "0080"
down_revision = "0079"
branch_labels = None
depends_on = None

_LAST = """(
    SELECT {day} FROM audit_event WHERE subject_kind = 'listing' AND subject_id = listing.id
    AND action IN ('move-listing', 'expire-listing')
)"""
_DAYS = {"sqlite": "date(max(at), '+2 hours')", "postgresql": "CAST(max(at) AT TIME ZONE 'Europe/Athens' AS date)"}


def upgrade() -> None:
    op.add_column("listing", sa.Column("closed_on", sa.Date(), nullable=True))
    last = _LAST.format(day=_DAYS[op.get_bind().dialect.name])
    op.execute(f"UPDATE listing SET closed_on = {last} WHERE status IN ('withdrawn', 'expired') AND same_as_id IS NULL")


def downgrade() -> None:
    op.drop_column("listing", "closed_on")
