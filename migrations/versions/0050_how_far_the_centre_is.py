"""How far an advert's centre is from it, and adverts in the order of it

Revision ID: 0050
Revises: 0049
"""

import sqlalchemy as sa
from alembic import op

from maps.distance import Point, geodesic_km

revision = "0050"
down_revision = "0049"
branch_labels = None
depends_on = None

AT_ONCE = 10_000
COLUMNS = (
    "centre_id", "is_open", "centre_km", "listing_id", "latitude", "longitude", "monthly_rent", "bedrooms", "size_m2",
    "status",
)  # fmt: skip


def upgrade() -> None:
    op.add_column("listing_spot", sa.Column("centre_km", sa.Double(), nullable=True))
    _fill()
    op.drop_index("ix_listing_spot_centre_id", "listing_spot")
    op.create_index("ix_listing_spot_by_centre", "listing_spot", list(COLUMNS))


def downgrade() -> None:
    op.drop_index("ix_listing_spot_by_centre", "listing_spot")
    op.create_index("ix_listing_spot_centre_id", "listing_spot", ["centre_id"])
    op.drop_column("listing_spot", "centre_km")


def _fill() -> None:
    known = sa.text(
        "SELECT s.listing_id, s.latitude, s.longitude, c.latitude, c.longitude"
        " FROM listing_spot s JOIN centre c ON c.id = s.centre_id"
        " WHERE s.listing_id > :after AND s.latitude IS NOT NULL ORDER BY s.listing_id LIMIT :most"
    )
    written = sa.text("UPDATE listing_spot SET centre_km = :km WHERE listing_id = :its")
    after = 0
    while rows := op.get_bind().execute(known, {"after": after, "most": AT_ONCE}).all():
        far = [{"its": row[0], "km": geodesic_km(Point(row[3], row[4]), Point(row[1], row[2]))} for row in rows]
        op.get_bind().execute(written, far)
        after = rows[-1][0]
