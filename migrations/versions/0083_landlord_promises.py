"""What centres and landlords promise each other

Revision ID: 0083
Revises: 0082
"""

import sqlalchemy as sa
from alembic import op

revision = "0083"
down_revision = "0082"
branch_labels = None
depends_on = None

KIND = sa.Enum(
    "deposit", "repairs-paid", "rent-by-day", "interpreter", "office-other", "furniture", "repairs", "rent-fixed",
    "landlord-other", name="promisekind", native_enum=False, create_constraint=True, length=30,
)  # fmt: skip
STATUS = sa.Enum(
    "open", "kept", "broken", "lifted", name="promisestatus", native_enum=False, create_constraint=True, length=30
)
POINTS_AT = {"landlord_id": "landlord", "listing_id": "listing", "centre_id": "centre", "written_by_id": "user"}


def upgrade() -> None:
    op.create_table(
        "landlord_promise",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("promised_by", sa.LargeBinary(), nullable=False),
        sa.Column("promised_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=True),
        sa.Column("status", STATUS, nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("outcome", sa.LargeBinary(), nullable=False),
        sa.Column("written_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(status = 'open') = (closed_on IS NULL)", name=op.f("ck_landlord_promise_closed_on_a_day")),
        sa.CheckConstraint("promised_on <= due_on", name=op.f("ck_landlord_promise_due_after_promised")),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_landlord_promise_{column}_{table}"))
            for column, table in POINTS_AT.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_landlord_promise")),
    )
    for column in ("landlord_id", "listing_id", "centre_id"):
        op.create_index(op.f(f"ix_landlord_promise_{column}"), "landlord_promise", [column])


def downgrade() -> None:
    op.drop_table("landlord_promise")
