"""Why a home is offered to who rents one already

Revision ID: 0086
Revises: 0085
"""

import sqlalchemy as sa
from alembic import op

revision = "0086"
down_revision = "0085"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("offer", sa.Column("despite_lease", sa.LargeBinary(), nullable=True))


def downgrade() -> None:
    op.drop_column("offer", "despite_lease")
