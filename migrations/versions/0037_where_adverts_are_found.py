"""What the search reads of every advert, in the order of places and rents

Revision ID: 0037
Revises: 0036
"""

from math import floor

import sqlalchemy as sa
from alembic import op

revision = "0037"
down_revision = "0036"
branch_labels = None
depends_on = None

STATUSES = ("candidate", "contacted", "verified", "offered", "reserved", "let", "withdrawn", "expired")
GONE = ("let", "withdrawn", "expired")
AT_ONCE = 10_000
OTHERS = ("latitude", "longitude", "monthly_rent", "bedrooms", "size_m2", "centre_id", "status", "listing_id")
INDEXES = {
    "by_place": ("band", "longitude"),
    "by_rent": ("monthly_rent", "listing_id"),
    "by_rent_per_m2": ("rent_per_m2", "listing_id"),
}


def upgrade() -> None:
    spot = op.create_table(
        "listing_spot",
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("dwelling_id", sa.Integer(), nullable=False),
        sa.Column("centre_id", sa.Integer(), nullable=False),
        sa.Column(
            "status",
            sa.Enum(*STATUSES, name="listingstatus", native_enum=False, create_constraint=True, length=30),
            nullable=False,
        ),
        sa.Column("is_open", sa.Boolean(), nullable=False),
        sa.Column("band", sa.Integer(), nullable=True),
        sa.Column("latitude", sa.Double(), nullable=True),
        sa.Column("longitude", sa.Double(), nullable=True),
        sa.Column("monthly_rent", sa.BigInteger(), nullable=False),
        sa.Column("size_m2", sa.Integer(), nullable=True),
        sa.Column("bedrooms", sa.Integer(), nullable=True),
        sa.Column(
            "rent_per_m2", sa.BigInteger(), sa.Computed("monthly_rent / size_m2", persisted=True), nullable=True
        ),
        sa.ForeignKeyConstraint(
            ["listing_id"], ["listing.id"], name=op.f("fk_listing_spot_listing_id_listing"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(["dwelling_id"], ["dwelling.id"], name=op.f("fk_listing_spot_dwelling_id_dwelling")),
        sa.ForeignKeyConstraint(["centre_id"], ["centre.id"], name=op.f("fk_listing_spot_centre_id_centre")),
        sa.PrimaryKeyConstraint("listing_id", name=op.f("pk_listing_spot")),
    )
    assert spot is not None
    _fill(spot)
    for column in ("dwelling_id", "centre_id"):
        op.create_index(op.f(f"ix_listing_spot_{column}"), "listing_spot", [column])
    for name, first in INDEXES.items():
        columns = dict.fromkeys(("is_open", *first, *OTHERS))
        op.create_index(f"ix_listing_spot_{name}", "listing_spot", list(columns))


def downgrade() -> None:
    op.drop_table("listing_spot")


def _fill(spot: sa.Table) -> None:
    known = sa.text(
        "SELECT l.id AS listing_id, l.dwelling_id, l.centre_id, l.status, l.same_as_id, d.latitude, d.longitude,"
        " l.monthly_rent, d.size_m2, d.bedrooms FROM listing l JOIN dwelling d ON d.id = l.dwelling_id"
        " WHERE l.id > :after ORDER BY l.id LIMIT :most"
    )
    after = 0
    while rows := op.get_bind().execute(known, {"after": after, "most": AT_ONCE}).mappings().all():
        op.bulk_insert(spot, [_spot(dict(row)) for row in rows])
        after = rows[-1]["listing_id"]


def _spot(row: dict[str, object]) -> dict[str, object]:
    is_merged, latitude = row.pop("same_as_id") is not None, row["latitude"]
    assert latitude is None or isinstance(latitude, float)
    band = None if latitude is None else floor(latitude * 1000)
    return row | {"is_open": row["status"] not in GONE and not is_merged, "band": band}
