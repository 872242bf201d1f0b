"""What landlords complain of, and the log of discrimination

Revision ID: 0025
Revises: 0024
"""

import sqlalchemy as sa
from alembic import op

revision = "0025"
down_revision = "0024"
branch_labels = None
depends_on = None

KINDS = ("arrears", "damage", "neighbours", "other")
GROUNDS = ("origin", "religion", "family", "disability", "sex", "age", "support", "other")
EVIDENCE = ("advert", "talk", "household", "other")
SETTLED_SOMEHOW = "(settled_on IS NULL) = (settlement IS NULL)"


def upgrade() -> None:
    op.create_table(
        "complaint",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("lease_id", sa.Integer(), nullable=False),
        sa.Column("kind", _enum("complaintkind", *KINDS), nullable=False),
        sa.Column("raised_on", sa.Date(), nullable=False),
        sa.Column("amount", sa.BigInteger(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("settled_on", sa.Date(), nullable=True),
        sa.Column("settlement", sa.LargeBinary(), nullable=True),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount > 0", name=op.f("ck_complaint_amount_positive")),
        sa.CheckConstraint("raised_on <= settled_on", name=op.f("ck_complaint_settled_after_raised")),
        sa.CheckConstraint(SETTLED_SOMEHOW, name=op.f("ck_complaint_settled_somehow")),
        sa.ForeignKeyConstraint(["lease_id"], ["lease.id"], name=op.f("fk_complaint_lease_id_lease")),
        sa.ForeignKeyConstraint(["author_id"], ["user.id"], name=op.f("fk_complaint_author_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_complaint")),
    )
    op.create_index(op.f("ix_complaint_lease_id"), "complaint", ["lease_id"])
    report = "discrimination_report"
    op.create_table(
        report,
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=True),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("happened_on", sa.Date(), nullable=False),
        sa.Column("ground", _enum("ground", *GROUNDS), nullable=False),
        sa.Column("evidence", _enum("evidence", *EVIDENCE), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("author_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "landlord_id IS NOT NULL OR listing_id IS NOT NULL", name=op.f("ck_discrimination_report_of_somebody")
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_{report}_{column}_{table}"))
            for column, table in (
                ("centre_id", "centre"), ("landlord_id", "landlord"), ("listing_id", "listing"), ("author_id", "user"),
            )  # fmt: skip
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_discrimination_report")),
    )
    for column in ("centre_id", "landlord_id", "listing_id"):
        op.create_index(op.f(f"ix_discrimination_report_{column}"), report, [column])


def downgrade() -> None:
    op.drop_table("discrimination_report")
    op.drop_table("complaint")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)
