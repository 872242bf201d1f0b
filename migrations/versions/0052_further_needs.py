"""What households need besides bedrooms and a lift, and where they want to live or do not, sealed

Revision ID: 0052
Revises: 0051
"""

import sqlalchemy as sa
from alembic import op

revision = "0052"
down_revision = "0051"
branch_labels = None
depends_on = None


def _choice(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


def upgrade() -> None:
    with op.batch_alter_table("needs") as batch:
        batch.add_column(sa.Column("wheelchair", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("has_pet", sa.Boolean(), nullable=False, server_default=sa.false()))
        batch.add_column(sa.Column("quiet", _choice("strength", "wish", "must"), nullable=True))
    with op.batch_alter_table("needs") as batch:
        for name in ("wheelchair", "has_pet"):
            batch.alter_column(name, existing_type=sa.Boolean(), server_default=None)
    op.create_table(
        "needs_area",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("wish", _choice("areawish", "only", "rather", "rather-not", "never"), nullable=False),
        sa.Column("municipality", sa.LargeBinary(), nullable=True),
        sa.Column("town", sa.LargeBinary(), nullable=True),
        sa.Column("at", sa.LargeBinary(), nullable=True),
        sa.Column("radius_m", sa.Integer(), nullable=True),
        sa.Column("reason", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(radius_m IS NULL) = (at IS NULL)", name=op.f("ck_needs_area_whole_circle")),
        sa.CheckConstraint("radius_m > 0", name=op.f("ck_needs_area_radius_positive")),
        sa.ForeignKeyConstraint(["household_id"], ["needs.household_id"], name=op.f("fk_needs_area_household_id_needs")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_needs_area")),
    )
    op.create_index(op.f("ix_needs_area_household_id"), "needs_area", ["household_id"])


def downgrade() -> None:
    op.drop_table("needs_area")
    with op.batch_alter_table("needs") as batch:
        batch.drop_constraint(op.f("ck_needs_strength"), type_="check")
        for name in ("quiet", "has_pet", "wheelchair"):
            batch.drop_column(name)
