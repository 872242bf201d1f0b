"""What rankings read of an advert stands where it is found: charges on top of the rent, and the home in one text

Revision ID: 0068
Revises: 0067
"""

import sqlalchemy as sa
from alembic import op

revision = "0068"
down_revision = "0067"
branch_labels = None
depends_on = None

ON_TOP = "CASE WHEN rent_covers IN ('charges', 'bills') THEN 0 ELSE common_charges END"
NUMBERS = ("bedrooms", "floor")
TRUTHS = ("has_lift", "wheelchair", "quiet")


def upgrade() -> None:
    op.add_column("listing_spot", sa.Column("charges_on_top", sa.BigInteger(), nullable=True))
    op.add_column("listing_spot", sa.Column("home", sa.String(length=200), server_default="||||", nullable=False))
    parts = [*NUMBERS, *(f"CAST({name} AS integer)" for name in TRUTHS)]
    home = " || '|' || ".join(f"coalesce(CAST({part} AS text), '')" for part in parts)
    op.execute(
        f"UPDATE listing_spot SET"
        f" charges_on_top = (SELECT {ON_TOP} FROM listing AS l WHERE l.id = listing_spot.listing_id),"
        f" home = (SELECT {home} FROM dwelling AS d WHERE d.id = listing_spot.dwelling_id)"
    )


def downgrade() -> None:
    op.drop_column("listing_spot", "home")
    op.drop_column("listing_spot", "charges_on_top")
