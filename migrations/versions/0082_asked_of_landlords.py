"""Households that were put to landlords, and the talk in which a report of discrimination was heard

Revision ID: 0082
Revises: 0081
"""

import sqlalchemy as sa
from alembic import op

revision = "0082"
down_revision = "0081"
branch_labels = None
depends_on = None

ANSWER = sa.Enum("waits", "yes", "no", name="landlordanswer", native_enum=False, create_constraint=True, length=30)
POINTS_AT = {
    "listing_id": "listing", "landlord_id": "landlord", "household_id": "household",
    "asked_id": "landlord_talk", "answered_id": "landlord_talk",
}  # fmt: skip
REPORT_TALK = "fk_discrimination_report_talk_id_landlord_talk"


def upgrade() -> None:
    op.create_table(
        "proposal",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("answer", ANSWER, nullable=False),
        sa.Column("told", sa.LargeBinary(), nullable=False),
        sa.Column("asked_id", sa.Integer(), nullable=False),
        sa.Column("answered_id", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(answer = 'waits') = (answered_id IS NULL)", name=op.f("ck_proposal_answered_in_a_talk")
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_proposal_{column}_{table}"))
            for column, table in POINTS_AT.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_proposal")),
    )
    for column in ("listing_id", "landlord_id", "household_id"):
        op.create_index(op.f(f"ix_proposal_{column}"), "proposal", [column])
    with op.batch_alter_table("discrimination_report") as batch:
        batch.add_column(sa.Column("talk_id", sa.Integer(), nullable=True))
        batch.create_foreign_key(op.f(REPORT_TALK), "landlord_talk", ["talk_id"], ["id"])
        batch.create_index(op.f("ix_discrimination_report_talk_id"), ["talk_id"])


def downgrade() -> None:
    with op.batch_alter_table("discrimination_report") as batch:
        batch.drop_index(op.f("ix_discrimination_report_talk_id"))
        batch.drop_constraint(op.f(REPORT_TALK), type_="foreignkey")
        batch.drop_column("talk_id")
    op.drop_table("proposal")
