"""Households in line behind a flat

Revision ID: 0085
Revises: 0084
"""

import sqlalchemy as sa
from alembic import op

revision = "0085"
down_revision = "0084"
branch_labels = None
depends_on = None


def _one_of(name: str, *values: str) -> sa.Enum:
    return sa.Enum(*values, name=name, native_enum=False, create_constraint=True, length=30)


STATUS = _one_of("linestatus", "waiting", "offered", "passed-over", "released", "taken-out")
REASON = _one_of(
    "linereason", "has-offer", "has-home", "fits-no-more", "kept-apart", "other-centre", "flat-taken", "took-another",
    "flat-gone", "same-flat", "left", "unwilling", "unsuited", "mistake", "other",
)  # fmt: skip
WAITING = sa.text("status = 'waiting'")
POINTS_AT = {
    "listing_id": "listing", "household_id": "household", "goes_for_id": "user", "put_by_id": "user",
    "offer_id": "offer",
}  # fmt: skip


def upgrade() -> None:
    op.create_table(
        "line_place",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("listing_id", sa.Integer(), nullable=False),
        sa.Column("household_id", sa.Integer(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("status", STATUS, nullable=False),
        sa.Column("goes_for_id", sa.Integer(), nullable=True),
        sa.Column("put_by_id", sa.Integer(), nullable=False),
        sa.Column("put_on", sa.Date(), nullable=False),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("closed_because", REASON, nullable=True),
        sa.Column("closed_words", sa.LargeBinary(), nullable=True),
        sa.Column("offer_id", sa.Integer(), nullable=True),
        sa.CheckConstraint("(status = 'waiting') = (closed_on IS NULL)", name=op.f("ck_line_place_closed_on_a_day")),
        sa.CheckConstraint(
            "(status = 'offered') = (offer_id IS NOT NULL)", name=op.f("ck_line_place_offered_by_an_offer")
        ),
        *(
            sa.ForeignKeyConstraint([column], [f"{table}.id"], name=op.f(f"fk_line_place_{column}_{table}"))
            for column, table in POINTS_AT.items()
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_line_place")),
    )
    for column in ("listing_id", "household_id"):
        op.create_index(op.f(f"ix_line_place_{column}"), "line_place", [column])
    op.create_index(
        "uq_line_place_waiting", "line_place", ["listing_id", "household_id"], unique=True,
        sqlite_where=WAITING, postgresql_where=WAITING,
    )  # fmt: skip


def downgrade() -> None:
    op.drop_table("line_place")
