"""What was done about reports of discrimination, and who had refused

Revision ID: 0081
Revises: 0080
"""

import sqlalchemy as sa
from alembic import op

revision = "0081"
down_revision = "0080"
branch_labels = None
depends_on = None

RESPONSES = ("other", "talk", "advert", "complaint", "ombudsman")
RESULTS = ("waits", "changed", "unchanged")


def upgrade() -> None:
    with op.batch_alter_table("discrimination_report") as batch:
        batch.add_column(sa.Column("refused_by", _enum("refuser", "owner", "agent", "other"), nullable=True))
    step = "discrimination_step"
    op.create_table(
        step,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("report_id", sa.Integer(), nullable=False),
        sa.Column("response", _enum("response", *RESPONSES), nullable=False),
        sa.Column("done_on", sa.Date(), nullable=False),
        sa.Column("result", _enum("result", *RESULTS), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{step}_{column}_{table}"))
            for column, table in (("report_id", "discrimination_report"), ("author_id", "user"))
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discrimination_step")),
    )
    op.create_index(op.f("ix_discrimination_step_report_id"), step, ["report_id"])


def downgrade() -> None:
    op.drop_table("discrimination_step")
    with op.batch_alter_table("discrimination_report") as batch:
        batch.drop_constraint(op.f("ck_discrimination_report_refuser"), type_="check")
        batch.drop_column("refused_by")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)
