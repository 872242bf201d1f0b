"""Whether a flat was verified when it was offered

Revision ID: 0087
Revises: 0086
"""

import sqlalchemy as sa
from alembic import op

revision = "0087"
down_revision = "0086"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("offer") as batch:
        batch.add_column(sa.Column("was_verified", sa.Boolean(), nullable=False, server_default=sa.false()))
    with op.batch_alter_table("offer") as batch:
        batch.alter_column("was_verified", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("offer") as batch:
        batch.drop_column("was_verified")
