"""Photographs of flats: documents with a thumbnail, a place in their order and words for who does not see them

Revision ID: 0023
Revises: 0022
"""

import sqlalchemy as sa
from alembic import op

revision = "0023"
down_revision = "0022"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("document", sa.Column("thumbnail_address", sa.String(length=200), nullable=True))
    op.create_index(op.f("ix_document_thumbnail_address"), "document", ["thumbnail_address"])
    op.create_table(
        "listing_photo",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("description", sa.String(length=200), nullable=False),
        sa.ForeignKeyConstraint(["id"], ["document.id"], name=op.f("fk_listing_photo_id_document")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_listing_photo_listing_id_listing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_listing_photo")),
    )
    op.create_index(op.f("ix_listing_photo_listing_id"), "listing_photo", ["listing_id"])


def downgrade() -> None:
    """Their files lie there until the next sweep."""
    op.drop_table("listing_photo")
    op.execute(
        "DELETE FROM document_withdrawal WHERE document_id IN "
        "(SELECT id FROM document WHERE belongs_to = 'listing-photo')"
    )
    op.execute("DELETE FROM document WHERE belongs_to = 'listing-photo'")
    op.drop_index(op.f("ix_document_thumbnail_address"), "document")
    op.drop_column("document", "thumbnail_address")
