"""Why offers are taken back, and when they were accepted

Of offers that were accepted before, the moment of their last change is taken: nothing better is known.

Revision ID: 0069
Revises: 0068
"""

import sqlalchemy as sa
from alembic import op

revision = "0069"
down_revision = "0068"
branch_labels = None
depends_on = None

REASONS = (
    "changed-its-mind", "found-another", "not-reached", "household-other",
    "let-to-another", "asks-more", "does-not-want-it", "landlord-other",
    "not-as-described", "papers-missing", "mistake", "office-other",
)  # fmt: skip
TAKEN_BACK = sa.Enum(*REASONS, name="takenback", native_enum=False, create_constraint=True, length=30)


def upgrade() -> None:
    with op.batch_alter_table("offer") as batch:
        batch.add_column(sa.Column("accepted_at", sa.DateTime(timezone=True), nullable=True))
        batch.add_column(sa.Column("taken_back_because", TAKEN_BACK, nullable=True))
        batch.add_column(sa.Column("taken_back_words", sa.LargeBinary(), nullable=True))
    op.execute("UPDATE offer SET accepted_at = answered_at WHERE status IN ('accepted', 'signed')")


def downgrade() -> None:
    with op.batch_alter_table("offer") as batch:
        batch.drop_constraint(op.f("ck_offer_takenback"), type_="check")
        for name in ("taken_back_words", "taken_back_because", "accepted_at"):
            batch.drop_column(name)
