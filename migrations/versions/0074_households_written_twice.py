"""A household leaves because it was written down twice

Revision ID: 0074
Revises: 0073
"""

import sqlalchemy as sa
from alembic import op

revision = "0074"
down_revision = "0073"
branch_labels = None
depends_on = None

REASON = "ck_household_stage_stagereason"
BEFORE = (
    "lease-ended", "lost-home", "left-home", "came-back", "not-accepted", "found-home", "subsidy-ended", "moved-away",
    "left-country", "no-contact", "withdrew", "excluded", "died",
)  # fmt: skip


def upgrade() -> None:
    _allow((*BEFORE, "written-twice"))


def downgrade() -> None:
    op.execute(sa.text("UPDATE household_stage SET reason = 'withdrew' WHERE reason = 'written-twice'"))
    _allow(BEFORE)


def _allow(reasons: tuple[str, ...]) -> None:
    with op.batch_alter_table("household_stage") as batch:
        batch.drop_constraint(op.f(REASON), type_="check")
        batch.create_check_constraint(op.f(REASON), f"reason IN ({', '.join(map(repr, reasons))})")
