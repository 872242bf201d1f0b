"""What families think of the homes that are kept for them, in their own words sealed

Revision ID: 0066
Revises: 0065
"""

import sqlalchemy as sa
from alembic import op

revision = "0066"
down_revision = "0065"
branch_labels = None
depends_on = None

WHOLE = "(opinion IS NULL) = (opinion_at IS NULL)"


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


OPINION = _one_of("opinion", "liked", "not-liked")
BECAUSE = _one_of("because", "cost", "place", "room", "stairs", "condition", "other")


def upgrade() -> None:
    with op.batch_alter_table("shortlist_entry") as batch:
        batch.add_column(sa.Column("opinion", OPINION, nullable=True))
        batch.add_column(sa.Column("opinion_because", BECAUSE, nullable=True))
        batch.add_column(sa.Column("opinion_words", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("opinion_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_check_constraint(op.f("ck_shortlist_entry_opinion_is_whole"), WHOLE)


def downgrade() -> None:
    with op.batch_alter_table("shortlist_entry") as batch:
        for name in ("opinion_is_whole", "because", "opinion"):
            batch.drop_constraint(op.f(f"ck_shortlist_entry_{name}"), type_="check")
        for name in ("opinion_at", "opinion_words", "opinion_because", "opinion"):
            batch.drop_column(name)
