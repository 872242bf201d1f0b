"""Places of interest: what each source says of schools, clinics, bus stops, and as of which day

Revision ID: 0038
Revises: 0037
"""

import sqlalchemy as sa
from alembic import op

revision = "0038"
down_revision = "0037"
branch_labels = None
depends_on = None

KINDS = ("school", "clinic", "pharmacy", "bus-stop", "community-centre", "office")
KIND = sa.Enum(*KINDS, name="amenitykind", native_enum=False, create_constraint=True, length=30)


def upgrade() -> None:
    op.create_table(
        "amenity_source",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("dated_on", sa.Date(), nullable=False),
        sa.Column("imported_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amenity_source")),
        sa.UniqueConstraint("name", name=op.f("uq_amenity_source_name")),
    )
    op.create_table(
        "amenity",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("source_id", sa.Integer(), nullable=False),
        sa.Column("reference", sa.String(200), nullable=False),
        sa.Column("kind", KIND, nullable=False),
        sa.Column("name", sa.String(200), nullable=False),
        sa.Column("name_en", sa.String(200), nullable=True),
        sa.Column("band", sa.Integer(), nullable=False),
        sa.Column("latitude", sa.Double(), nullable=False),
        sa.Column("longitude", sa.Double(), nullable=False),
        sa.CheckConstraint(
            "band <= latitude * 1000 AND latitude * 1000 < band + 1", name=op.f("ck_amenity_band_of_latitude")
        ),
        sa.ForeignKeyConstraint(["source_id"], ["amenity_source.id"], name=op.f("fk_amenity_source_id_amenity_source")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_amenity")),
        sa.UniqueConstraint("source_id", "reference", name=op.f("uq_amenity_source_id_reference")),
    )
    op.create_index("ix_amenity_near", "amenity", ["kind", "band", "longitude", "latitude"])


def downgrade() -> None:
    op.drop_table("amenity")
    op.drop_table("amenity_source")
