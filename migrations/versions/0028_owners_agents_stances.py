"""Homes belong to landlords in shares; agents speak for landlords, who say whom they let to

Revision ID: 0028
Revises: 0027
"""

import sqlalchemy as sa
from alembic import op

revision = "0028"
down_revision = "0027"
branch_labels = None
depends_on = None

CAPACITIES = ("estate-agent", "manager", "lawyer", "relative", "other")
TOPICS = ("subsidised", "children", "pets", "foreigners", "seasonal-only")
ANSWERS = ("yes", "no", "depends")


def upgrade() -> None:
    op.create_table(
        "ownership_share",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("dwelling_id", sa.Integer(), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=False),
        sa.Column("share", sa.Integer(), nullable=False),
        sa.CheckConstraint("share BETWEEN 1 AND 1000000", name=op.f("ck_ownership_share_part_of_the_whole")),
        sa.ForeignKeyConstraint(["dwelling_id"], ["dwelling.id"], name=op.f("fk_ownership_share_dwelling_id_dwelling")),
        sa.ForeignKeyConstraint(["landlord_id"], ["landlord.id"], name=op.f("fk_ownership_share_landlord_id_landlord")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_ownership_share")),
        sa.UniqueConstraint("dwelling_id", "landlord_id", name=op.f("uq_ownership_share_dwelling_id_landlord_id")),
    )
    op.create_index(op.f("ix_ownership_share_landlord_id"), "ownership_share", ["landlord_id"])
    op.create_table(
        "agent",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=False),
        sa.Column("name", sa.String(length=200), nullable=False),
        sa.Column("capacity", _enum("agentcapacity", *CAPACITIES), nullable=False),
        sa.Column("phone", sa.LargeBinary(), nullable=True),
        sa.Column("phone_index", sa.LargeBinary(), nullable=True),
        sa.Column("email", sa.LargeBinary(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("(phone IS NULL) = (phone_index IS NULL)", name=op.f("ck_agent_phone_indexed")),
        sa.ForeignKeyConstraint(["landlord_id"], ["landlord.id"], name=op.f("fk_agent_landlord_id_landlord")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_agent")),
    )
    for column in ("landlord_id", "phone_index"):
        op.create_index(op.f(f"ix_agent_{column}"), "agent", [column])
    op.create_table(
        "stance",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("landlord_id", sa.Integer(), nullable=False),
        sa.Column("topic", _enum("stancetopic", *TOPICS), nullable=False),
        sa.Column("answer", _enum("stanceanswer", *ANSWERS), nullable=False),
        sa.Column("said_by", sa.String(length=200), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["landlord_id"], ["landlord.id"], name=op.f("fk_stance_landlord_id_landlord")),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["user.id"], name=op.f("fk_stance_recorded_by_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_stance")),
    )
    op.create_index(op.f("ix_stance_landlord_id"), "stance", ["landlord_id"])


def downgrade() -> None:
    op.drop_table("stance")
    op.drop_table("agent")
    op.drop_table("ownership_share")


def _enum(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)
