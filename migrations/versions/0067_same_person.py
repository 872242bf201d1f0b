"""Who may be the same person, and what was said of it

Revision ID: 0067
Revises: 0066
"""

import sqlalchemy as sa
from alembic import op

revision = "0067"
down_revision = "0066"
branch_labels = None
depends_on = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "person_pair",
        sa.Column("one_id", sa.Integer(), nullable=False),
        sa.Column("other_id", sa.Integer(), nullable=False),
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("score", sa.Integer(), nullable=False),
        sa.Column("agree", sa.JSON(), nullable=False),
        sa.Column("differ", sa.JSON(), nullable=False),
        sa.Column("found_at", INSTANT, nullable=False),
        sa.Column("apart_at", INSTANT, nullable=True),
        sa.Column("apart_by_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("one_id < other_id", name=op.f("ck_person_pair_in_order")),
        sa.CheckConstraint(
            "(apart_at IS NULL) = (apart_by_id IS NULL)", name=op.f("ck_person_pair_said_by_somebody")
        ),
        sa.ForeignKeyConstraint(["one_id"], ["person.id"], name=op.f("fk_person_pair_one_id_person")),
        sa.ForeignKeyConstraint(["other_id"], ["person.id"], name=op.f("fk_person_pair_other_id_person")),
        sa.ForeignKeyConstraint(["apart_by_id"], ["user.id"], name=op.f("fk_person_pair_apart_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_person_pair")),
        sa.UniqueConstraint("one_id", "other_id", name=op.f("uq_person_pair_one_id_other_id")),
    )
    op.create_index(op.f("ix_person_pair_other_id"), "person_pair", ["other_id"])
    op.create_index(op.f("ix_person_pair_apart_by_id"), "person_pair", ["apart_by_id"])


def downgrade() -> None:
    op.drop_table("person_pair")
