"""Why an advert was withdrawn

Revision ID: 0033
Revises: 0032
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None

REASONS = ("let", "refused", "unsuitable", "doubtful", "duplicate", "other")
KIND = sa.Enum(*REASONS, name="withdrawalreason", native_enum=False, create_constraint=True, length=30)


def upgrade() -> None:
    with op.batch_alter_table("listing") as batch:
        batch.add_column(sa.Column("withdrawn_for", KIND, nullable=True))
    op.execute("UPDATE listing SET withdrawn_for = 'duplicate' WHERE same_as_id IS NOT NULL")


def downgrade() -> None:
    with op.batch_alter_table("listing") as batch:
        batch.drop_constraint(op.f("ck_listing_withdrawalreason"), type_="check")
        batch.drop_column("withdrawn_for")
