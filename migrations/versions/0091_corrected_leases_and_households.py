"""Awards are looked at again when the rent of their lease, or who is alone with the children, was written down wrong

Revision ID: 0091
Revises: 0090
"""

from alembic import op

revision = "0091"
down_revision = "0090"
branch_labels = None
depends_on = None

KINDS, WHOSE = "ck_award_review_memberchange", "ck_award_review_of_a_member_or_of_all"
OF_ALL = "'exited', 'support', 'lease-ended'"
NEW = "'rent-corrected', 'household-corrected'"


def upgrade() -> None:
    _check(f"{OF_ALL}, {NEW}")


def downgrade() -> None:
    op.execute(f"DELETE FROM award_review WHERE change IN ({NEW})")
    _check(OF_ALL)


def _check(of_all: str) -> None:
    with op.batch_alter_table("award_review") as batch:
        for name in (KINDS, WHOSE):
            batch.drop_constraint(op.f(name), type_="check")
        batch.create_check_constraint(op.f(KINDS), f"change IN ('joined', 'left', 'corrected', {of_all})")
        batch.create_check_constraint(op.f(WHOSE), f"(member_id IS NULL) = (change IN ({of_all}))")
