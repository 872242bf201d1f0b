"""Viewings of flats, and the households that come

Revision ID: 0064
Revises: 0063
"""

import sqlalchemy as sa
from alembic import op

revision = "0064"
down_revision = "0063"
branch_labels = None
depends_on = None


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


VIEWING = _one_of("viewingstatus", "planned", "held", "cancelled")
GUEST = _one_of("gueststatus", "invited", "confirmed", "declined", "came", "no-show", "released")
OPENER = _one_of("opener", "landlord", "agent", "office", "other")
CANCELLED_FOR = _one_of("cancelreason", "landlord", "gone", "household", "office", "other")
INTEREST = _one_of("interest", "wants", "unsure", "refuses")


def upgrade() -> None:
    op.create_table(
        "viewing",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("starts_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("status", VIEWING, nullable=False),
        sa.Column("officer_id", sa.Integer(), nullable=False),
        sa.Column("opener", OPENER, nullable=False),
        sa.Column("opener_words", sa.LargeBinary(), nullable=False),
        sa.Column("meeting_words", sa.LargeBinary(), nullable=False),
        sa.Column("cancelled_for", CANCELLED_FOR, nullable=True),
        sa.Column("booked_by_id", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("starts_at < ends_at", name=op.f("ck_viewing_time_not_empty")),
        sa.CheckConstraint(
            "(status = 'cancelled') = (cancelled_for IS NOT NULL)", name=op.f("ck_viewing_cancelled_for_a_reason")
        ),
        sa.ForeignKeyConstraint(["booked_by_id"], ["user.id"], name=op.f("fk_viewing_booked_by_id_user")),
        sa.ForeignKeyConstraint(["listing_id"], ["listing.id"], name=op.f("fk_viewing_listing_id_listing")),
        sa.ForeignKeyConstraint(["officer_id"], ["user.id"], name=op.f("fk_viewing_officer_id_user")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewing")),
    )
    op.create_index(op.f("ix_viewing_listing_id"), "viewing", ["listing_id"])
    op.create_index(op.f("ix_viewing_starts_at"), "viewing", ["starts_at"])
    op.create_index("ix_viewing_officer_id_starts_at", "viewing", ["officer_id", "starts_at"])
    op.create_table(
        "viewing_guest",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("viewing_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("status", GUEST, nullable=False),
        sa.Column("interpreter_language", sa.String(200), nullable=True),
        sa.Column("interpreter", sa.String(200), nullable=True),
        sa.Column("answer_words", sa.LargeBinary(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("interest", INTEREST, nullable=True),
        sa.Column("note", sa.LargeBinary(), nullable=True),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "interest IS NULL OR status = 'came'", name=op.f("ck_viewing_guest_only_who_came_thinks_of_it")
        ),
        sa.ForeignKeyConstraint(
            ["household_id"], ["household.id"], name=op.f("fk_viewing_guest_household_id_household")
        ),
        sa.ForeignKeyConstraint(["recorded_by_id"], ["user.id"], name=op.f("fk_viewing_guest_recorded_by_id_user")),
        sa.ForeignKeyConstraint(["viewing_id"], ["viewing.id"], name=op.f("fk_viewing_guest_viewing_id_viewing")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_viewing_guest")),
        sa.UniqueConstraint("viewing_id", "household_id", name=op.f("uq_viewing_guest_viewing_id_household_id")),
    )
    op.create_index(op.f("ix_viewing_guest_household_id"), "viewing_guest", ["household_id"])


def downgrade() -> None:
    op.drop_table("viewing_guest")
    op.drop_table("viewing")
