"""Views of the listings that people keep, and what they have seen there

Revision ID: 0047
Revises: 0046
"""

import sqlalchemy as sa
from alembic import op

revision = "0047"
down_revision = "0046"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "saved_search",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.LargeBinary(), nullable=False),
        sa.Column("query", sa.LargeBinary(), nullable=False),
        sa.Column("openings", sa.Integer(), nullable=False),
        sa.Column("seen_to", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["user.id"], name=op.f("fk_saved_search_user_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_search")),
    )
    op.create_index(op.f("ix_saved_search_user_id"), "saved_search", ["user_id"])
    op.create_table(
        "search_match",
        sa.Column("saved_search_id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("opening", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["saved_search_id"], ["saved_search.id"],
            name=op.f("fk_search_match_saved_search_id_saved_search"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_search_match_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("saved_search_id", "listing_id", name=op.f("pk_search_match")),
    )
    op.create_index(op.f("ix_search_match_listing_id"), "search_match", ["listing_id"])


def downgrade() -> None:
    op.drop_table("search_match")
    op.drop_table("saved_search")
