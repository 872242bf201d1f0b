"""An award is looked at again when its household declares that others pay towards its rent

Revision ID: 0063
Revises: 0062
"""

from alembic import op

revision = "0063"
down_revision = "0062"
branch_labels = None
depends_on = None

KINDS, WHOSE = "ck_award_review_memberchange", "ck_award_review_of_a_member_or_of_all"


def upgrade() -> None:
    _check("'joined', 'left', 'corrected', 'exited', 'support'", "'exited', 'support'")


def downgrade() -> None:
    op.execute("DELETE FROM award_review WHERE change = 'support'")
    _check("'joined', 'left', 'corrected', 'exited'", "'exited'")


def _check(kinds: str, of_all: str) -> None:
    with op.batch_alter_table("award_review") as batch:
        for name in (KINDS, WHOSE):
            batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(KINDS), f"change IN ({kinds})")
        batch.create_check_constraint(op.f(WHOSE), f"(member_id IS NULL) = (change IN ({of_all}))")
