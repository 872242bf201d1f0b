"""What a landlord's record gave to the one that leads, so that it can be parted again

Revision ID: 0035
Revises: 0034
"""

import sqlalchemy as sa
from alembic import op

revision = "0035"
down_revision = "0034"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("landlord") as batch:
        batch.add_column(sa.Column("gave", sa.JSON(none_as_null=True), nullable=True))


def downgrade() -> None:
    with op.batch_alter_table("landlord") as batch:
        batch.drop_column("gave")
