"""Talks with landlords, and why they refused

Revision ID: 0024
Revises: 0023
"""

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

REASONS = (
    "subsidy", "origin", "children", "too-many", "pets", "season", "declaration", "bank", "rent", "guarantee", "let",
    "other",
)  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "landlord_talk",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("entry_id", sa.Integer(), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=True),
        sa.Column(
            "refusal",
            sa.Enum(*REASONS, name="refusalreason", native_enum=False, create_constraint=True, length=30),
            nullable=True,
        ),
        sa.ForeignKeyConstraint(["entry_id"], ["log_entry.id"], name=op.f("fk_landlord_talk_entry_id_log_entry")),
        sa.ForeignKeyConstraint(["landlord_id"], ["landlord.id"], name=op.f("fk_landlord_talk_landlord_id_landlord")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_landlord_talk_listing_id_listing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_landlord_talk")),
        sa.UniqueConstraint("entry_id", name=op.f("uq_landlord_talk_entry_id")),
    )
    for column in ("landlord_id", "listing_id"):
        op.create_index(op.f(f"ix_landlord_talk_{column}"), "landlord_talk", [column])


def downgrade() -> None:
    op.drop_table("landlord_talk")
