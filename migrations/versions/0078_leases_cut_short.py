"""Leases may end before their term: from when on, who ended them and why; awards are looked at again then

Revision ID: 0078
Revises: 0077
"""

import sqlalchemy as sa
from alembic import op

revision = "0078"
down_revision = "0077"
branch_labels = None
depends_on = None

WHO = ("household", "landlord", "both", "others")
WHY = (
    "other-home", "too-dear", "unfit", "moves-away", "own-use", "sold", "unpaid", "quarrel", "never-began", "other",
)  # fmt: skip
ENDED_BY = sa.Enum(*WHO, name="endedby", native_enum=False, create_constraint=True, length=30)
END_REASON = sa.Enum(*WHY, name="endreason", native_enum=False, create_constraint=True, length=30)
WITHIN, SOMEBODY = "ck_lease_cut_short_within", "ck_lease_cut_short_by_somebody"
TOLD = " AND ".join(f"(cut_short_on IS NULL) = (cut_short_{name} IS NULL)" for name in ("at", "by", "for"))


KINDS, WHOSE = "ck_award_review_memberchange", "ck_award_review_of_a_member_or_of_all"


def upgrade() -> None:
    _check("'joined', 'left', 'corrected', 'exited', 'support', 'lease-ended'", "'exited', 'support', 'lease-ended'")
    with op.batch_alter_table("lease") as batch:
        batch.add_column(sa.Column("cut_short_on", sa.Date(), nullable=True))
        batch.add_column(sa.Column("cut_short_by", ENDED_BY, nullable=True))
        batch.add_column(sa.Column("cut_short_for", END_REASON, nullable=True))
        batch.add_column(sa.Column("cut_short_words", sa.LargeBinary(), nullable=True))
        batch.add_column(sa.Column("cut_short_at", sa.DateTime(timezone=True), nullable=True))
        batch.create_check_constraint(op.f(WITHIN), "cut_short_on < statutory_ends_on")
        batch.create_check_constraint(op.f(SOMEBODY), TOLD)


def downgrade() -> None:
    op.execute("DELETE FROM award_review WHERE change = 'lease-ended'")
    _check("'joined', 'left', 'corrected', 'exited', 'support'", "'exited', 'support'")
    with op.batch_alter_table("lease") as batch:
        for name in (SOMEBODY, WITHIN, "ck_lease_endreason", "ck_lease_endedby"):
            batch.drop_constraint(op.f(name), type_="check")
        for name in ("at", "words", "for", "by", "on"):
            batch.drop_column(f"cut_short_{name}")


def _check(kinds: str, of_all: str) -> None:
    with op.batch_alter_table("award_review") as batch:
        for name in (KINDS, WHOSE):
            batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(KINDS), f"change IN ({kinds})")
        batch.create_check_constraint(op.f(WHOSE), f"(member_id IS NULL) = (change IN ({of_all}))")
