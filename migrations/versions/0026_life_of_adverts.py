"""Adverts run out, and keep when somebody last confirmed them

What is there was confirmed on the day that it was written down. On the way back an expired advert is a withdrawn one.

Revision ID: 0026
Revises: 0025
"""

import sqlalchemy as sa
from alembic import op

revision = "0026"
down_revision = "0025"
branch_labels = None
depends_on = None

BEFORE = ("candidate", "contacted", "verified", "offered", "reserved", "let", "withdrawn")
CHECK = "ck_listing_listingstatus"


def upgrade() -> None:
    op.add_column("listing", sa.Column("confirmed_on", sa.Date(), nullable=True))
    op.execute(f"UPDATE listing SET confirmed_on = {_day('created_at')}")
    with op.batch_alter_table("listing") as batch:
        batch.alter_column("confirmed_on", existing_type=sa.Date(), nullable=False)
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), _among((*BEFORE, "expired")))


def downgrade() -> None:
    op.execute("UPDATE listing SET status = 'withdrawn' WHERE status = 'expired'")
    with op.batch_alter_table("listing") as batch:
        batch.drop_constraint(op.f(CHECK), type_="check")
        batch.create_check_constraint(op.f(CHECK), _among(BEFORE))
        batch.drop_column("confirmed_on")


def _day(column: str) -> str:
    return f"date({column})" if op.get_bind().dialect.name == "sqlite" else f"CAST({column} AT TIME ZONE 'UTC' AS date)"


def _among(statuses: tuple[str, ...]) -> str:
    return f"status IN ({', '.join(repr(status) for status in statuses)})"
