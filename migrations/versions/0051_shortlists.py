"""Flats kept for a household

Revision ID: 0051
Revises: 0050
"""

import sqlalchemy as sa
from alembic import op

revision = "0051"
down_revision = "0050"
branch_labels = None
depends_on = None

REASONS = ("too-expensive", "too-far", "too-small", "stairs", "condition", "landlord", "gone", "other")
REASON = sa.Enum(*REASONS, name="dropreason", native_enum=False, create_constraint=True, length=30)


def upgrade() -> None:
    op.create_table(
        "shortlist_entry",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("dropped_for", REASON, nullable=True),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("kept_by_id", sa.Integer(), nullable=False),
        sa.Column("kept_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_shortlist_entry_household_id_household")
        ),
        sa.ForeignKeyConstraint(["kept_by_id"], ["user.id"], name=op.f("fk_shortlist_entry_kept_by_id_user")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_shortlist_entry_listing_id_listing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_shortlist_entry")),
        sa.UniqueConstraint("household_id", "listing_id", name=op.f("uq_shortlist_entry_household_id_listing_id")),
    )
    op.create_index(op.f("ix_shortlist_entry_listing_id"), "shortlist_entry", ["listing_id"])


def downgrade() -> None:
    op.drop_table("shortlist_entry")
