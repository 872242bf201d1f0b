"""How many bedrooms a household needs is left to the rule, unless somebody says why not

Revision ID: 0046
Revises: 0045
"""

import sqlalchemy as sa
from alembic import op

revision = "0046"
down_revision = "0045"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("needs") as batch:
        batch.alter_column("bedrooms", existing_type=sa.Integer(), nullable=True)
        batch.add_column(sa.Column("bedrooms_reason", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    """What follows the rule gets one bedroom: the rule's number hangs on the day."""
    op.execute("UPDATE needs SET bedrooms = 1 WHERE bedrooms IS NULL")
    with op.batch_alter_table("needs") as batch:
        batch.drop_column("bedrooms_reason")
        batch.alter_column("bedrooms", existing_type=sa.Integer(), nullable=False)
