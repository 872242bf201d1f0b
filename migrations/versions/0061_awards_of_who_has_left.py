"""An award is looked at again when its household has left the programme, which is of no member

Revision ID: 0061
Revises: 0060
"""

import sqlalchemy as sa
from alembic import op

revision = "0061"
down_revision = "0060"
branch_labels = None
depends_on = None

KINDS = "ck_award_review_memberchange"


def upgrade() -> None:
    with op.batch_alter_table("award_review") as batch:
        batch.drop_constraint(op.f(KINDS), type_="check")
        batch.alter_column("member_id", existing_type=sa.Integer(), nullable=True)
        batch.create_check_constraint(op.f(KINDS), "change IN ('joined', 'left', 'corrected', 'exited')")
        batch.create_check_constraint(
            op.f("ck_award_review_of_a_member_or_of_all"), "(member_id IS NULL) = (change = 'exited')"
        )


def downgrade() -> None:
    op.execute("DELETE FROM award_review WHERE member_id IS NULL")
    with op.batch_alter_table("award_review") as batch:
        batch.drop_constraint(op.f("ck_award_review_of_a_member_or_of_all"), type_="check")
        batch.drop_constraint(op.f(KINDS), type_="check")
        batch.alter_column("member_id", existing_type=sa.Integer(), nullable=False)
        batch.create_check_constraint(op.f(KINDS), "change IN ('joined', 'left', 'corrected')")
