"""Whether a wheelchair gets into a home, and whether it is quiet; not said of the homes so far

Revision ID: 0053
Revises: 0052
"""

import sqlalchemy as sa
from alembic import op

revision = "0053"
down_revision = "0052"
branch_labels = None
depends_on = None


def upgrade() -> None:
    for name in ("wheelchair", "quiet"):
        op.add_column("dwelling", sa.Column(name, sa.Boolean(), nullable=True))


def downgrade() -> None:
    for name in ("quiet", "wheelchair"):
        op.drop_column("dwelling", name)
