"""Who is pinned to a flat or kept from it in the best set of offers

Revision ID: 0070
Revises: 0069
"""

import sqlalchemy as sa
from alembic import op

revision = "0070"
down_revision = "0069"
branch_labels = None
depends_on = None

RULING = sa.Enum("pin", "bar", name="ruling", native_enum=False, create_constraint=True, length=30)
PINNED = sa.text("ruling = 'pin' AND lifted_at IS NULL")


def upgrade() -> None:
    op.create_table(
        "pair_ruling",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("ruling", RULING, nullable=False),
        sa.Column("reason", sa.LargeBinary(), nullable=False),
        sa.Column("ruled_by_id", sa.Integer(), nullable=False),
        sa.Column("ruled_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("lifted_by_id", sa.Integer(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(lifted_at IS NULL) = (lifted_by_id IS NULL)", name=op.f("ck_pair_ruling_lifted_by_somebody")
        ),
        sa.ForeignKeyConstraint(["household_id"], ["household.id"], name=op.f("fk_pair_ruling_household_id_household")),
        sa.ForeignKeyConstraint(["lifted_by_id"], ["user.id"], name=op.f("fk_pair_ruling_lifted_by_id_user")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_pair_ruling_listing_id_listing")),
        sa.ForeignKeyConstraint(["ruled_by_id"], ["user.id"], name=op.f("fk_pair_ruling_ruled_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_pair_ruling")),
    )
    op.create_index(op.f("ix_pair_ruling_household_id"), "pair_ruling", ["household_id"])
    op.create_index(op.f("ix_pair_ruling_listing_id"), "pair_ruling", ["listing_id"])
    op.create_index(
        "uq_pair_ruling_pinned_household", "pair_ruling", ["household_id"], unique=True,
        sqlite_where=PINNED, postgresql_where=PINNED,
    )


def downgrade() -> None:
    op.drop_table("pair_ruling")
