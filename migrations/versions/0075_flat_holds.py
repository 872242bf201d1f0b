"""Homes that landlords keep for us, and why one was offered to another all the same

Revision ID: 0075
Revises: 0074
"""

import sqlalchemy as sa
from alembic import op

revision = "0075"
down_revision = "0074"
branch_labels = None
depends_on = None

STATUS = sa.Enum(
    "running", "run-out", "kept", "broken", "released",
    name="holdstatus", native_enum=False, create_constraint=True, length=30,
)  # fmt: skip
RUNNING = sa.text("status = 'running'")
POINTS_AT = {"listing": "listing_id", "landlord": "landlord_id", "household": "household_id", "user": "written_by_id"}


def upgrade() -> None:
    op.create_table(
        "flat_hold",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=True),
        sa.Column("status", STATUS, nullable=False),
        sa.Column("promised_by", sa.LargeBinary(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("first_ends_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "promised_on < ends_on AND promised_on < first_ends_on", name=op.f("ck_flat_hold_period_not_empty")
        ),
        sa.CheckConstraint("(status = 'running') = (closed_on IS NULL)", name=op.f("ck_flat_hold_closed_on_a_day")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_flat_hold_{column}_{table}"))
            for table, column in POINTS_AT.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_flat_hold")),
    )
    for column in ("listing_id", "landlord_id", "household_id"):
        op.create_index(op.f(f"ix_flat_hold_{column}"), "flat_hold", [column])
    op.create_index(
        "uq_flat_hold_running", "flat_hold", ["listing_id"], unique=True, sqlite_where=RUNNING, postgresql_where=RUNNING
    )
    op.add_column("offer", sa.Column("despite_hold", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("offer", "despite_hold")
    op.drop_table("flat_hold")
