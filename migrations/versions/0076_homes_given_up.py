"""Offers that the household itself gave up after its yes

Revision ID: 0076
Revises: 0075
"""

import sqlalchemy as sa
from alembic import op

revision = "0076"
down_revision = "0075"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("offer") as batch:
        batch.add_column(sa.Column("is_given_up", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("offer") as batch:
        batch.alter_column("is_given_up", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("offer") as batch:
        batch.drop_column("is_given_up")
