"""What an advert says of pets, and whose it is, stand where rankings read them

Revision ID: 0073
Revises: 0072
"""

import sqlalchemy as sa
from alembic import op

revision = "0073"
down_revision = "0072"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("listing_spot", sa.Column("landlord_id", sa.Integer(), nullable=True))
    op.add_column("listing_spot", sa.Column("pets", sa.Boolean(), nullable=True))
    for name in ("landlord_id", "pets"):
        said = f"SELECT l.{name} FROM listing AS l WHERE l.id = listing_spot.listing_id"
        op.execute(f"UPDATE listing_spot SET {name} = ({said})")


def downgrade() -> None:
    op.drop_column("listing_spot", "pets")
    op.drop_column("listing_spot", "landlord_id")
